import type { Chunk } from '#stream/chunk.ts';
import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import { numbersFrom, samplesOf, soundInputs, whiteNoise } from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { createCorrelator } from './correlator.ts';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

const defaults = spec.params.parse({});
const RATE = 8000;

type Stream = ReturnType<typeof soundInputs>;

/** Both streams in sets of one time, ascending, as the engine serves them. */
function served(a: Stream, b: Stream): readonly Readonly<Record<string, Chunk>>[] {
  const sets = new Map<number, Record<string, Chunk>>();
  for (const [port, stream] of [['a', a] as const, ['b', b] as const]) {
    for (const { audio } of stream) {
      sets.set(audio.timestamp, { ...sets.get(audio.timestamp), [port]: audio });
    }
  }
  return [...sets].toSorted(([x], [y]) => x - y).map(([, set]) => set);
}

const run = (a: Stream, b: Stream, params: Partial<typeof defaults> = {}): Promise<KernelRun> =>
  runKernel(kernel, { params: { ...defaults, ...params }, inputs: served(a, b) });

const valuesOf = ({ emitted }: KernelRun, port: string): readonly number[] =>
  numbersFrom(emitted, port).map(({ value }) => value);

/** The samples moved to the right. */
const later = (samples: Float32Array, by: number): Float32Array<ArrayBuffer> =>
  samplesOf(samples.length, (i) => samples[i - by] ?? 0);

test('a delay of whole samples is found exactly, either way, and both are alike', async () => {
  const noise = whiteNoise(RATE * 2);
  for (const by of [0, 1, 17, 400, 799]) {
    for (const [a, b, sign] of [
      [noise, later(noise, by), 1],
      [later(noise, by), noise, -1],
    ] as const) {
      const result = await run(soundInputs(RATE, [a], 80), soundInputs(RATE, [b], 80));
      const delays = valuesOf(result, 'delay');
      expect(delays.length).toBe(7);
      for (const delay of delays)
        expect(Math.abs(delay - (sign * by * 1000) / RATE)).toBeLessThan(0.01);
      for (const likeness of valuesOf(result, 'likeness')) expect(likeness).toBeGreaterThan(0.99);
    }
  }
});

test('times count: blocks of other lengths and a later start change nothing', async () => {
  const noise = whiteNoise(RATE * 2);
  const result = await run(
    soundInputs(RATE, [noise], 80),
    soundInputs(RATE, [noise.slice(1000)], 129, 125_000 + 10_000),
  );
  for (const delay of valuesOf(result, 'delay').slice(1)) expect(delay).toBeCloseTo(10, 1);
});

test('a start that is half a millisecond late counts too', async () => {
  const noise = whiteNoise(RATE * 2);
  const result = await run(soundInputs(RATE, [noise], 80), soundInputs(RATE, [noise], 80, 500));
  for (const delay of valuesOf(result, 'delay')) expect(delay).toBeCloseTo(0.5, 2);
});

test('likeness is the correlation of both: that of half noise and half signal is 0.5', async () => {
  const [a, other] = [whiteNoise(RATE * 4, 1), whiteNoise(RATE * 4, 2)];
  // Powers s² and n² of signal and noise give s / √(s² + n²).
  const b = a.map((s, i) => 0.5 * s + Math.sqrt(0.75) * other[i]!);
  const alike = valuesOf(
    await run(soundInputs(RATE, [a], 80), soundInputs(RATE, [later(b, 40)], 80), { window: 2000 }),
    'likeness',
  );
  for (const likeness of alike) expect(Math.abs(likeness - 0.5)).toBeLessThan(0.03);
  const apart = await run(soundInputs(RATE, [a], 80), soundInputs(RATE, [other], 80), {
    window: 2000,
  });
  for (const likeness of valuesOf(apart, 'likeness')) expect(likeness).toBeLessThan(0.1);
});

test('every likeness is that of its definition', () => {
  const [a, b] = [whiteNoise(60, 1), whiteNoise(60, 2)];
  const by = (lag: number): number => {
    let [both, ofA, ofB] = [0, 0, 0];
    for (let i = 0; i < 60; i++) {
      const other = b[i + lag];
      if (other === undefined) continue;
      both += a[i]! * other;
      ofA += a[i]! ** 2;
      ofB += other ** 2;
    }
    return both / Math.sqrt(ofA * ofB);
  };
  const lags = Array.from({ length: 41 }, (_, i) => i - 20);
  const best = Math.max(...lags.map(by));
  const match = createCorrelator(60, 20)(a, b);
  // The transform is in single precision.
  expect(match.likeness).toBeCloseTo(best, 6);
  expect(Math.abs(match.lag - lags.find((lag) => by(lag) === best)!)).toBeLessThanOrEqual(0.5);
});

test('silence is like nothing; values lie at the last sample of half-overlapping windows', async () => {
  const silence = soundInputs(RATE, [new Float32Array(RATE)], 80);
  const result = await run(silence, silence, { window: 200 });
  expect(numbersFrom(result.emitted, 'likeness')).toEqual(
    [2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => ({ time: n * 100_000 - 125, value: 0 })),
  );
  expect(new Set(valuesOf(result, 'delay'))).toEqual(new Set([0]));
});

test('another rate is refused with a reason, a new one of a is followed; no number is invalid', async () => {
  const block = (rate: number, start: number, value: number): Stream =>
    soundInputs(rate, [samplesOf(80, () => value)], 80, start);
  const result = await run(
    [...block(8000, 0, 0.1), ...block(16_000, 10_000, 0.1), ...block(16_000, 20_000, 0.1)],
    [...block(44_100, 0, 0.1), ...block(16_000, 10_000, 0.1), ...block(16_000, 20_000, Number.NaN)],
  );
  expect(result.drops).toEqual({ invalid: 2 });
  expect(result.logs).toEqual([
    'Sound b has 44100 Hz where the other has 8000 Hz: put a resampler before it.',
  ]);
});
