import type { AudioBlock } from '#stream/payload.ts';

/** Sound of one input, waiting to be mixed. Places are samples since the mix began. */
export interface Track {
  /** Where its sound ends. */
  readonly end: number;
  /** Channels of its newest block, 0 before the first. */
  readonly channels: number;
  /** Puts a held block at `place`, behind what is there; gives false if it lies before `from` altogether. */
  add(block: AudioBlock, place: number, from: number): boolean;
  /** Adds its sound in `[from, to)` to `out`, times `gain(i)`, and lets go of blocks that end there. */
  mixInto(out: readonly Float32Array[], from: number, to: number, gains: Float32Array): void;
  /** Lets go of everything; the next block may lie anywhere. */
  clear(): void;
}

interface Placed {
  readonly block: AudioBlock;
  readonly start: number;
  readonly end: number;
}

/** An empty track; `release` lets go of a block. */
export function createTrack(release: (block: AudioBlock) => void): Track {
  let placed: Placed[] = [];
  let end = -Infinity;
  let channels = 0;

  return {
    get end() {
      return end;
    },
    get channels() {
      return channels;
    },
    add(block, place, from) {
      const { length } = block.channels[0]!;
      // Times are rounded to microseconds and devices jitter: what is nearly next is next.
      const near = Math.abs(place - end) <= block.sampleRate / 1000;
      const start = near ? end : place;
      if (start + length <= Math.max(from, end)) return false;
      placed.push({ block, start, end: start + length });
      end = start + length;
      channels = block.channels.length;
      return true;
    },
    mixInto(out, from, to, gains) {
      let covered = from;
      for (const { block, start, end } of placed) {
        const first = Math.max(covered, start);
        const last = Math.min(to, end);
        if (last <= first) continue;
        covered = last;
        out.forEach((channel, c) => {
          const samples = block.channels.length === 1 ? block.channels[0] : block.channels[c];
          if (!samples) return;
          for (let i = first; i < last; i++) {
            channel[i - from]! += samples[i - start]! * gains[i - from]!;
          }
        });
      }
      for (const { block, end } of placed) if (end <= to) release(block);
      placed = placed.filter(({ end }) => end > to);
    },
    clear() {
      for (const { block } of placed) release(block);
      placed = [];
      end = -Infinity;
    },
  };
}
