import { assert } from '#base/assert.ts';
import { MAX_PREVIEW } from '#previews/sample.ts';
import type { CreateSampler } from '#previews/sampler.ts';

/** How much sound fills the width of a waveform, in seconds. */
export const WAVEFORM_SECONDS = 3;

/**
 * Folds sound into columns of equal length, the lowest and highest sample of all channels in each.
 * A width of columns holds `WAVEFORM_SECONDS`. A sample carries the columns completed since the last one.
 */
export const createWaveformSampler: CreateSampler = (size) => {
  const columns = Math.max(1, Math.min(size.width, MAX_PREVIEW.width));
  // A page that asks late gets the newest width of columns; older ones would have scrolled away.
  let low: number[] = [];
  let high: number[] = [];
  let lowest = Infinity;
  let highest = -Infinity;
  let filled = 0;
  return {
    see(payload) {
      assert(
        typeof payload === 'object' && payload.kind === 'audio',
        'A waveform is made of audio blocks only.',
      );
      const perColumn = Math.max(1, (payload.sampleRate * WAVEFORM_SECONDS) / columns);
      const length = payload.channels[0]!.length;
      for (let i = 0; i < length; i++) {
        for (const channel of payload.channels) {
          const value = channel[i]!;
          if (value < lowest) lowest = value;
          if (value > highest) highest = value;
        }
        filled += 1;
        if (filled < perColumn) continue;
        low.push(lowest);
        high.push(highest);
        lowest = Infinity;
        highest = -Infinity;
        // The remainder is carried, so that columns keep pace with a rate they do not divide.
        filled -= perColumn;
      }
      if (low.length > columns) {
        low = low.slice(-columns);
        high = high.slice(-columns);
      }
    },
    sample() {
      const sample = {
        kind: 'waveform',
        low: Float32Array.from(low),
        high: Float32Array.from(high),
      } as const;
      low = [];
      high = [];
      return sample;
    },
  };
};
