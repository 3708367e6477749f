import { assert } from '#base/assert.ts';
import { log10 } from '#base/exponential.ts';
import { logColumns } from '#previews/curve/sample.ts';
import { MAX_PREVIEW } from '#previews/sample.ts';
import type { CreateSampler } from '#previews/sampler.ts';
import { realFft } from '#stream/fft.ts';
import { coherentGain, placedWindow, windowOf } from '#stream/windows.ts';

/** Samples in a spectrum: 85 ms at 48 kHz. */
const SIZE = 4096;
/** What a spectrum shows, in Hz; above half the rate there is nothing. */
const LOWEST = 20;
const HIGHEST = 20_000;
/** What is as quiet as a 16-bit sample's last bit is not told from silence, in dB of full scale. */
const FLOOR_DB = -100;

/** Draws sound as the levels of its frequencies, in dB of a full-scale sine; channels are mixed to mono. */
export const createSpectrumSampler: CreateSampler = (size) => {
  const columns = Math.max(1, Math.min(size.width, MAX_PREVIEW.width));
  const newest = new Float32Array(SIZE);
  let rate = 48_000;

  return {
    see(payload) {
      assert(
        typeof payload === 'object' && payload.kind === 'audio',
        'A spectrum is made of audio blocks only.',
      );
      const { channels, sampleRate } = payload;
      rate = sampleRate;
      const { length } = channels[0]!;
      const count = Math.min(length, SIZE);
      newest.copyWithin(0, count);
      for (let i = 0; i < count; i++) {
        let sum = 0;
        for (const channel of channels) sum += channel[length - count + i]!;
        newest[SIZE - count + i] = sum / channels.length;
      }
    },
    sample() {
      const levels = levelsOf(newest);
      const step = rate / SIZE;
      // One more element than there are bins up to the highest frequency, all silent above half the rate.
      const line = new Float32Array(Math.ceil(HIGHEST / step) + 1).fill(FLOOR_DB);
      line.set(levels.subarray(0, line.length));
      const axis = { name: 'frequency', unit: 'Hz', start: 0, step };
      let peak = 0;
      for (let k = 1; k < line.length; k++) if (line[k]! > line[peak]!) peak = k;
      return {
        kind: 'curve',
        values: logColumns(line, axis, LOWEST, columns, HIGHEST),
        unit: 'dBFS',
        axis: { unit: 'Hz', start: LOWEST, end: HIGHEST, scale: 'log' },
        peak: peak * step,
      };
    },
  };
};

function levelsOf(samples: Float32Array): Float32Array {
  const fft = realFft(SIZE);
  fft.samples.set(samples);
  const powers = fft.powers(placedWindow('hann', SIZE));
  const full = (coherentGain(windowOf('hann', SIZE)) * SIZE) / 2;
  return Float32Array.from(powers, (power) =>
    Math.max(FLOOR_DB, 10 * log10(power / (full * full) + 1e-20)),
  );
}
