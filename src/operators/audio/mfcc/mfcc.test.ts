import type { Tensor } from '#stream/payload.ts';
import { runKernel } from '#testing/runKernel.ts';
import { samplesOf, soundInputs, whiteNoise } from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { cosineRows } from '#stream/cosines.ts';
import { kernel } from './kernel.ts';
import fixtures from './mfcc.fixture.json' with { type: 'json' };
import { spec } from './spec.ts';

const defaults = spec.params.parse({});

/** The formula of mel/melFixture.py, which made the numbers beside this file. */
const signal = (rate: number, count: number): Float32Array<ArrayBuffer> =>
  samplesOf(count, (i) => {
    const t = i / rate;
    return (
      0.4 * Math.sin(2 * Math.PI * 440 * t) +
      0.2 * Math.sin(2 * Math.PI * (1000 * t + 9000 * t * t)) +
      0.1 * t * Math.sin(2 * Math.PI * 120 * t)
    );
  });

test.each(fixtures)(
  'at $rate Hz coefficients are those of librosa within 0.1 dB',
  async (fixture) => {
    const { rate, size, bands, lowest, highest, rows } = fixture;
    const { emitted } = await runKernel(kernel, {
      params: {
        ...defaults,
        bands,
        lowest,
        highest,
        size: spec.params.shape.size.parse(String(size)),
      },
      inputs: soundInputs(rate, [signal(rate, 4 * size)], 100),
    });
    expect(emitted.length).toBe(rows.length);
    emitted.forEach(({ chunk }, n) => {
      const { data } = chunk.payload as Tensor;
      expect(data.length).toBe(13);
      data.forEach((value, k) => expect(Math.abs(value - rows[n]![k]!)).toBeLessThan(0.1));
    });
  },
);

test('the rows of the cosine transform are of length 1 and at right angles', () => {
  const rows = cosineRows(20, 20);
  for (let a = 0; a < 20; a++) {
    for (let b = 0; b < 20; b++) {
      let dot = 0;
      for (let n = 0; n < 20; n++) dot += rows[a * 20 + n]! * rows[b * 20 + n]!;
      expect(dot).toBeCloseTo(a === b ? 1 : 0, 12);
    }
  }
});

test('louder sound changes the first coefficient alone: by its dB times √bands', async () => {
  const noise = whiteNoise(1024);
  const [quiet, loud] = await Promise.all(
    [0.1, 1].map(async (gain) => {
      const { emitted } = await runKernel(kernel, {
        params: defaults,
        inputs: soundInputs(16_000, [noise.map((s) => s * gain)], 160),
      });
      return (emitted[0]!.chunk.payload as Tensor).data;
    }),
  );
  loud!.forEach((value, k) =>
    expect(value - quiet![k]!).toBeCloseTo(k === 0 ? 20 * Math.sqrt(40) : 0, 2),
  );
});

test('there are never more coefficients than bands; a sample that is no number is invalid', async () => {
  const { emitted, drops } = await runKernel(kernel, {
    params: { ...defaults, bands: 8, coefficients: 40, size: '256' },
    inputs: [
      ...soundInputs(16_000, [whiteNoise(256)], 256),
      ...soundInputs(16_000, [samplesOf(4, () => Number.NaN)], 4, 16_000),
    ],
  });
  expect((emitted[0]!.chunk.payload as Tensor).shape).toEqual([8]);
  expect(drops).toEqual({ invalid: 1 });
});
