import type { Portion } from '#contract/host.ts';

/** Samples over which sound fades in and out: 2.7 ms at 48 kHz, short enough to lose no word. */
const FADE = 128;

/**
 * Sound that waits to be played. Starts once `prefill` samples are there; where it runs out it fades, and
 * starts in the same way again, so that no edge can click.
 */
export class PlayQueue {
  readonly #prefill: number;
  #portions: Portion[] = [];
  /** Samples of the oldest portion that have been played. */
  #at = 0;
  #waiting = 0;
  #plays = false;
  #gain = 0;
  #played = 0;
  #underruns = 0;
  #ended = false;

  constructor(prefill: number) {
    this.#prefill = prefill;
  }

  /** Samples played, and how often nothing was left while more was to come. */
  get counts(): { readonly played: number; readonly underruns: number } {
    return { played: this.#played, underruns: this.#underruns };
  }

  /** Takes a portion over, which it may change. */
  push(portion: Portion): void {
    const last = this.#portions.at(-1);
    if (portion.isGap) {
      if (last) fade(last.channels, last.channels[0]!.length - FADE, 1, 0);
      fade(portion.channels, 0, 0, 1);
    }
    this.#portions.push(portion);
    this.#waiting += portion.channels[0]!.length;
  }

  /** No more comes: what is left is played however little it is, and running out is no underrun. */
  end(): void {
    this.#ended = true;
  }

  /** Fills one quantum: all of `out`, with as many of the channels as it has. */
  render(out: readonly Float32Array[]): void {
    const length = out[0]!.length;
    for (const channel of out) channel.fill(0);
    if (!this.#plays) {
      if (this.#waiting === 0 || (this.#waiting < this.#prefill && !this.#ended)) return;
      this.#plays = true;
    }
    const count = Math.min(length, this.#waiting);
    this.#copy(out, count);
    const isLast = this.#waiting < FADE;
    const to = isLast ? 0 : 1;
    if (this.#gain !== 1 || to !== 1) fade(out, 0, this.#gain, to, count);
    this.#gain = to;
    if (isLast && this.#waiting === 0) {
      this.#plays = false;
      if (!this.#ended) this.#underruns += 1;
    }
  }

  #copy(out: readonly Float32Array[], count: number): void {
    for (let done = 0; done < count;) {
      const { channels } = this.#portions[0]!;
      const some = Math.min(count - done, channels[0]!.length - this.#at);
      out.forEach((channel, c) => {
        const from = channels[Math.min(c, channels.length - 1)]!;
        channel.set(from.subarray(this.#at, this.#at + some), done);
      });
      done += some;
      this.#at += some;
      if (this.#at < channels[0]!.length) continue;
      this.#portions.shift();
      this.#at = 0;
    }
    this.#waiting -= count;
    this.#played += count;
  }
}

/** Multiplies samples from `start` on, or from the first, by a line from one gain to the other. */
function fade(
  channels: readonly Float32Array[],
  start: number,
  from: number,
  to: number,
  length: number = FADE,
): void {
  for (const channel of channels) {
    for (let i = Math.max(0, start); i < Math.min(channel.length, start + length); i++) {
      channel[i]! *= from + ((to - from) * (i - start + 1)) / length;
    }
  }
}
