import type { Tensor } from '#stream/payload.ts';
import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import { samplesOf, sine, soundInputs } from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import fixtures from './mel.fixture.json' with { type: 'json' };
import { spec } from './spec.ts';

const defaults = spec.params.parse({});

/** The formula of melFixture.py. */
const signal = (rate: number, count: number): Float32Array<ArrayBuffer> =>
  samplesOf(count, (i) => {
    const t = i / rate;
    return (
      0.4 * Math.sin(2 * Math.PI * 440 * t) +
      0.2 * Math.sin(2 * Math.PI * (1000 * t + 9000 * t * t)) +
      0.1 * t * Math.sin(2 * Math.PI * 120 * t)
    );
  });

const tensorsOf = ({ emitted }: KernelRun): readonly Tensor[] =>
  emitted.map(({ chunk }) => chunk.payload as Tensor);

test.each(fixtures)('at $rate Hz bands are those of librosa within 0.01 dB', async (fixture) => {
  const { rate, size, bands, lowest, highest, rows } = fixture;
  const run = await runKernel(kernel, {
    params: {
      ...defaults,
      bands,
      lowest,
      highest,
      size: spec.params.shape.size.parse(String(size)),
    },
    inputs: soundInputs(rate, [signal(rate, 4 * size)], 100),
  });
  const tensors = tensorsOf(run);
  expect(tensors.length).toBe(rows.length);
  tensors.forEach(({ data, shape }, n) => {
    expect(shape).toEqual([bands]);
    // Below −60 dB the single precision that librosa computes in shows.
    data.forEach((level, b) => {
      const wanted = rows[n]![b]!;
      expect(Math.abs(level - wanted)).toBeLessThan(wanted > -60 ? 0.01 : 0.5);
    });
  });
});

test('a tone is loudest in the band that its mel falls into', async () => {
  // Slaney's scale: 200 / 3 Hz a mel below 1 kHz, so 40 bands to 1 kHz · 6.4 have their middles so.
  const highest = 6400;
  const middles = Array.from({ length: 40 }, (_, b) => (42 * (b + 1)) / 41);
  for (const mel of [5, 10, 14]) {
    const run = await runKernel(kernel, {
      params: { ...defaults, size: '4096', highest },
      inputs: soundInputs(16_000, [sine(16_000, (mel * 200) / 3, 0.5)]),
    });
    const { data } = tensorsOf(run)[0]!;
    const nearest = middles.map((middle) => Math.abs(middle - mel));
    expect(data.indexOf(Math.max(...data))).toBe(nearest.indexOf(Math.min(...nearest)));
  }
});

test('silence has −100 dB in every band, at the last sample of each spectrum', async () => {
  const { emitted } = await runKernel(kernel, {
    params: { ...defaults, bands: 8, size: '256' },
    inputs: soundInputs(8000, [new Float32Array(512)], 80),
  });
  expect(emitted.map(({ chunk }) => chunk.timestamp)).toEqual([31_875, 47_875, 63_875]);
  for (const { chunk } of emitted) {
    expect([...(chunk.payload as Tensor).data]).toEqual(Array.from({ length: 8 }, () => -100));
  }
});

test('new params and a new rate are followed; a sample that is no number is invalid', async () => {
  const run = await runKernel(kernel, {
    params: { ...defaults, size: '256' },
    updates: { 4: { ...defaults, size: '512', bands: 12 } },
    inputs: [
      ...soundInputs(8000, [sine(8000, 500, 0.2)], 200),
      ...soundInputs(48_000, [sine(48_000, 500, 0.2)], 4800, 200_000),
      ...soundInputs(48_000, [samplesOf(10, () => Number.NaN)], 10, 400_000),
    ],
  });
  expect(new Set(tensorsOf(run).map(({ data }) => data.length))).toEqual(new Set([40, 12]));
  expect(run.drops).toEqual({ invalid: 1 });
});
