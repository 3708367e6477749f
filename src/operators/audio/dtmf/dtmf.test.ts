import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import { numbersFrom, samplesOf, soundInputs, whiteNoise } from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { COLUMNS, KEYS, ROWS } from './keypad.ts';
import { spec } from './spec.ts';

const defaults = spec.params.parse({});

interface Dial {
  readonly rate?: number;
  readonly pressMs?: number;
  readonly pauseMs?: number;
  /** Amplitudes of row and column. */
  readonly row?: number;
  readonly column?: number;
  /** Factor on both frequencies. */
  readonly detune?: number;
  readonly noise?: number;
}

const ALL = [1, 2, 3, 12, 4, 5, 6, 13, 7, 8, 9, 14, 10, 0, 11, 15];

/** The keys that are heard when those of `keys` are pressed one after the other. */
async function heardOf(keys: readonly number[], dial: Dial = {}): Promise<readonly number[]> {
  return numbersFrom((await dialled(keys, dial)).emitted, 'key').map(({ value }) => value);
}

async function dialled(keys: readonly number[], dial: Dial): Promise<KernelRun> {
  const { rate = 8000, pressMs = 50, pauseMs = 50, row = 0.3, column = 0.3 } = dial;
  const { detune = 1, noise = 0 } = dial;
  const slot = Math.round(((pressMs + pauseMs) / 1000) * rate);
  const press = Math.round((pressMs / 1000) * rate);
  const hiss = whiteNoise((keys.length + 2) * slot);
  const samples = samplesOf(hiss.length, (i) => {
    // The line is quiet for one slot first.
    const key = keys[Math.floor(i / slot) - 1];
    const r = KEYS.findIndex((line) => line.includes(key ?? -1));
    if (r < 0 || i % slot >= press) return noise * hiss[i]!;
    const turn = (2 * Math.PI * detune * i) / rate;
    const c = KEYS[r]!.indexOf(key!);
    return (
      row * Math.sin(turn * ROWS[r]!) + column * Math.sin(turn * COLUMNS[c]!) + noise * hiss[i]!
    );
  });
  return runKernel(kernel, { params: defaults, inputs: soundInputs(rate, [samples], rate / 100) });
}

test('every key is heard once, at any rate', async () => {
  for (const rate of [8000, 16_000, 44_100, 48_000]) {
    expect(await heardOf(ALL, { rate })).toEqual(ALL);
  }
});

test('40 ms of tone and 40 ms of pause are enough, and a long press still is one', async () => {
  expect(await heardOf(ALL, { pressMs: 40, pauseMs: 40 })).toEqual(ALL);
  expect(await heardOf([5, 5, 5], { pressMs: 40, pauseMs: 40 })).toEqual([5, 5, 5]);
  expect(await heardOf([7, 7], { pressMs: 900 })).toEqual([7, 7]);
});

test('a press of 20 ms is none (ITU-T Q.24)', async () => {
  expect(await heardOf(ALL, { pressMs: 20 })).toEqual([]);
});

test('tones may be 1.5 % off, but not 3.5 % (ITU-T Q.24)', async () => {
  for (const detune of [0.985, 1.015]) expect(await heardOf(ALL, { detune })).toEqual(ALL);
  for (const detune of [0.965, 1.035]) expect(await heardOf(ALL, { detune })).toEqual([]);
});

test('one tone may be 6 dB louder than the other, but not 12 dB', async () => {
  for (const louder of ['row', 'column'] as const) {
    expect(await heardOf(ALL, { [louder]: 0.6 })).toEqual(ALL);
    expect(await heardOf(ALL, { row: 0.1, column: 0.1, [louder]: 0.4 })).toEqual([]);
  }
});

test('noise 15 dB below the tones does no harm; noise and single tones are no key', async () => {
  // Power of both tones 0.09, of uniform noise of amplitude a: a² / 3.
  const noise = Math.sqrt(3 * 0.09 * 10 ** -1.5);
  expect(await heardOf(ALL, { noise })).toEqual(ALL);
  expect(await heardOf(ALL, { row: 0 })).toEqual([]);
  expect(await heardOf(ALL, { column: 0 })).toEqual([]);
  expect(
    await heardOf(
      Array.from({ length: 200 }, () => -1),
      { noise: 1 },
    ),
  ).toEqual([]);
});

test('a key comes within 60 ms of its press', async () => {
  const { emitted } = await dialled([1, 2, 3], { rate: 48_000 });
  const times = numbersFrom(emitted, 'key').map(({ time }) => time);
  times.forEach((time, n) => {
    expect(time).toBeGreaterThan((n + 1) * 100_000);
    expect(time).toBeLessThan((n + 1) * 100_000 + 60_000);
  });
});

test('a sample that is no number is invalid, and a new rate is followed', async () => {
  const { drops } = await runKernel(kernel, {
    params: defaults,
    inputs: [
      ...soundInputs(8000, [samplesOf(80, () => Number.NaN)], 80),
      ...soundInputs(48_000, [new Float32Array(480)], 480, 10_000),
    ],
  });
  expect(drops).toEqual({ invalid: 1 });
});
