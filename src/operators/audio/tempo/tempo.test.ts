import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import { numbersFrom, samplesOf, soundInputs, whiteNoise } from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

const defaults = spec.params.parse({});
const RATE = 16_000;

const run = (
  samples: Float32Array<ArrayBuffer>,
  params: Partial<typeof defaults> = {},
  rate = RATE,
): Promise<KernelRun> =>
  runKernel(kernel, {
    params: { ...defaults, ...params },
    inputs: soundInputs(rate, [samples], rate / 100),
  });

const temposOf = ({ emitted }: KernelRun, port = 'tempo'): readonly number[] =>
  numbersFrom(emitted, port).map(({ value }) => value);

/** A drum on every beat over a little noise. */
function drums(tempo: number, seconds: number, rate = RATE): Float32Array<ArrayBuffer> {
  const noise = whiteNoise(seconds * rate, 7);
  return samplesOf(seconds * rate, (i) => {
    const beat = (i / rate) * (tempo / 60);
    const since = ((beat % 1) * 60) / tempo;
    return 0.5 * Math.exp(-since / 0.05) * Math.sin(2 * Math.PI * 180 * since) + 0.003 * noise[i]!;
  });
}

test('the tempo of a drum is its beats a minute within 0.5 %', async () => {
  for (const tempo of [62, 75.5, 90, 100, 120, 128, 140, 160]) {
    const tempos = temposOf(await run(drums(tempo, 10)));
    expect(tempos.length).toBe(4);
    for (const found of tempos) expect(Math.abs(found / tempo - 1)).toBeLessThan(0.005);
  }
});

test('the limits choose between a tempo and its half', async () => {
  const samples = drums(174, 10);
  for (const found of temposOf(await run(samples, { lowest: 100 }))) {
    expect(Math.abs(found - 174)).toBeLessThan(1);
  }
});

test('any rate gives the same', async () => {
  for (const rate of [8000, 44_100]) {
    const tempos = temposOf(await run(drums(110, 9, rate), {}, rate));
    expect(tempos.length).toBeGreaterThan(0);
    for (const found of tempos) expect(Math.abs(found - 110)).toBeLessThan(0.6);
  }
});

test('noise, a steady tone and silence have no beat', async () => {
  for (const samples of [
    whiteNoise(RATE * 10),
    samplesOf(RATE * 10, (i) => 0.5 * Math.sin((2 * Math.PI * 440 * i) / RATE)),
    new Float32Array(RATE * 10),
  ]) {
    const result = await run(samples);
    expect(new Set(temposOf(result))).toEqual(new Set([0]));
    expect(Math.max(...temposOf(result, 'confidence'))).toBeLessThan(0.2);
  }
});

test('values come twice a second from when there is enough music', async () => {
  const times = numbersFrom((await run(drums(120, 7), { memory: 5 })).emitted, 'tempo').map(
    ({ time }) => time,
  );
  // 500 stretches of 512 samples, 10 ms apart.
  const first = ((511 + 499 * 160) * 1e6) / RATE;
  expect(times).toEqual([0, 1, 2, 3].map((n) => Math.round(first + n * 500_000)));
});

test('a change of tempo is followed within the memory, and a new memory begins anew', async () => {
  const samples = new Float32Array(RATE * 24);
  samples.set(drums(90, 12));
  samples.set(drums(130, 12), RATE * 12);
  const tempos = numbersFrom((await run(samples, { memory: 6 })).emitted, 'tempo');
  expect(tempos.find(({ time }) => time > 11e6)!.value).toBeCloseTo(90, 0);
  expect(tempos.at(-1)!.value).toBeCloseTo(130, 0);
  const { emitted } = await runKernel(kernel, {
    params: defaults,
    updates: { 700: { ...defaults, memory: 4 } },
    inputs: soundInputs(RATE, [samples.slice(0, RATE * 10)], 160),
  });
  expect(emitted).toEqual([]);
});

test('a sample that is no number is invalid', async () => {
  expect((await run(samplesOf(160, () => Number.NaN))).drops).toEqual({ invalid: 1 });
});
