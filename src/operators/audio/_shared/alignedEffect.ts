import type { KernelEnv } from '#contract/env.ts';
import type { Chunk } from '#stream/chunk.ts';
import { micros } from '#stream/micros.ts';
import type { Effect } from './effectRack.ts';
import { allFinite } from './samples.ts';

/** An effect whose output comes so many samples late. */
export interface LateEffect extends Effect {
  readonly latency: number;
}

/** Runs a late effect so that every sample keeps its time: what goes in at t comes out at t. */
export interface AlignedEffect {
  /** Blocks that are ready, in order: the rest of the sound before a gap, then what this block completes. */
  apply(chunk: Chunk<'audio/pcm'>): readonly Chunk<'audio/pcm'>[];
  /** The rest, once no more sound comes. */
  flush(): readonly Chunk<'audio/pcm'>[];
}

interface Take {
  readonly effect: LateEffect;
  readonly rate: number;
  readonly count: number;
  /** Silence of the effect's start that is still to be left out, in samples. */
  skip: number;
  /** Where the newest sample ends, in µs. */
  end: number;
}

/**
 * Makes the effect anew at the first block, at a new rate or number of channels and after a gap; NaN and
 * the infinities count as invalid. Gives as many samples as it took. Bounds must be `self`.
 */
export function createAlignedEffect(
  env: Pick<KernelEnv, 'audio' | 'drop'>,
  make: (sampleRate: number, channels: number) => LateEffect,
): AlignedEffect {
  let take: Take | undefined;
  // The next block comes after a gap; the next one that is sent does.
  let gap = false;
  let mark = false;

  /** Renders `from`, which begins at `start` µs, less what is to be skipped. */
  const render = (now: Take, from: readonly Float32Array[], start: number) => {
    const { effect, rate } = now;
    const length = from[0]!.length;
    const skipped = Math.min(now.skip, length);
    now.skip -= skipped;
    const scratch = env.audio.allocate(effect.channels, length, rate);
    effect.render(from, scratch.channels);
    if (skipped === length) return [];
    const timestamp = micros(start + ((skipped - effect.latency) * 1e6) / rate);
    if (skipped === 0) return [{ timestamp, payload: scratch }];
    const payload = env.audio.allocate(effect.channels, length - skipped, rate);
    payload.channels.forEach((channel, c) => channel.set(scratch.channels[c]!.subarray(skipped)));
    return [{ timestamp, payload }];
  };

  const finish = (before: number): readonly Chunk<'audio/pcm'>[] => {
    const last = take;
    take = undefined;
    if (!last || last.effect.latency === 0) return [];
    const silence = new Float32Array(last.effect.latency);
    const rest = render(
      last,
      Array.from({ length: last.count }, () => silence),
      last.end,
    );
    return rest.filter(({ timestamp }) => timestamp < before);
  };

  return {
    apply(chunk) {
      const { timestamp } = chunk;
      const { channels, sampleRate, discontinuity } = chunk.payload;
      if (!allFinite(channels)) {
        gap = true;
        env.drop('invalid');
        return finish(timestamp);
      }
      gap ||= discontinuity === true;
      const stays = !gap && take?.rate === sampleRate && take.count === channels.length;
      const rest = stays ? [] : finish(timestamp);
      if (!take) {
        const effect = make(sampleRate, channels.length);
        const { latency } = effect;
        take = { effect, rate: sampleRate, count: channels.length, skip: latency, end: 0 };
        mark ||= gap;
        gap = false;
      }
      const ready = render(take, channels, timestamp);
      take.end = timestamp + (channels[0]!.length * 1e6) / sampleRate;
      if (!mark || ready.length === 0) return [...rest, ...ready];
      mark = false;
      return [
        ...rest,
        ...ready.map((block) => ({ ...block, payload: { ...block.payload, discontinuity: true } })),
      ];
    },
    flush: () => finish(Infinity),
  };
}
