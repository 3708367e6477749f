import type { AudioBlock } from '#stream/payload.ts';

/** The latest mono samples of one sound, by their place on a counter of samples. */
export interface Timeline {
  /** Where the next sample goes. */
  readonly end: number;
  /** Adds a block at `place`. What is missing before it is silence; what overlaps is left out. */
  add(block: AudioBlock, place: number): void;
  /** Fills `out` with the samples from `start` on; what is no longer or not yet here is silence. */
  read(start: number, out: Float32Array): void;
}

/** Remembers `memory` samples. */
export function createTimeline(memory: number): Timeline {
  const ring = new Float32Array(memory);
  let end = 0;

  const put = (sample: number): void => {
    ring[end % memory] = sample;
    end += 1;
  };

  return {
    get end() {
      return end;
    },
    add({ channels }, place) {
      // Times are rounded to microseconds: what is a sample off from next is next.
      const start = end > 0 && Math.abs(place - end) <= 1 ? end : place;
      if (start - end >= memory) {
        ring.fill(0);
        end = start;
      }
      for (let missing = start - end; missing > 0; missing--) put(0);
      const { length } = channels[0]!;
      for (let i = end - start; i < length; i++) {
        let sum = 0;
        for (const channel of channels) sum += channel[i]!;
        put(sum / channels.length);
      }
    },
    read(start, out) {
      for (let i = 0; i < out.length; i++) {
        const at = start + i;
        out[i] = at >= Math.max(0, end - memory) && at < end ? ring[at % memory]! : 0;
      }
    },
  };
}
