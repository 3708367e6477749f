import type { Tensor } from '#stream/payload.ts';
import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import { numbersFrom, samplesOf, sine, soundInputs } from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

const defaults = spec.params.parse({});

/** Frequency of a key by its MIDI number: 69 is the A of 440 Hz, 60 middle C. */
const hertz = (key: number, tuning = 440): number => tuning * 2 ** ((key - 69) / 12);

const run = (
  rate: number,
  samples: Float32Array<ArrayBuffer>,
  params: Partial<typeof defaults> = {},
): Promise<KernelRun> =>
  runKernel(kernel, { params: { ...defaults, ...params }, inputs: soundInputs(rate, [samples]) });

const strongestOf = ({ emitted }: KernelRun): readonly number[] => [
  ...new Set(numbersFrom(emitted, 'strongest').map(({ value }) => value)),
];

const chromaOf = ({ emitted }: KernelRun): readonly number[] => [
  ...(emitted.find(({ port }) => port === 'chroma')!.chunk.payload as Tensor).data,
];

test('every note of five octaves is itself, 40 cents high or low too', async () => {
  for (let key = 46; key < 106; key++) {
    for (const cents of [-40, 0, 40]) {
      const samples = sine(16_000, hertz(key + cents / 100), 0.25, 0.1);
      expect(strongestOf(await run(16_000, samples, { lowest: 50 }))).toEqual([key % 12]);
    }
  }
});

test('chords are their notes, each with its share of the power', async () => {
  for (const [chord, amplitudes] of [
    [
      [60, 64, 67],
      [1, 1, 1],
    ],
    [
      [57, 60, 64, 67],
      [0.5, 1, 0.7, 0.5],
    ],
  ] as const) {
    const samples = samplesOf(48_000, (i) =>
      chord.reduce(
        (sum, key, n) =>
          sum + 0.2 * amplitudes[n]! * Math.sin((2 * Math.PI * hertz(key) * i) / 48_000),
        0,
      ),
    );
    const chroma = chromaOf(await run(48_000, samples));
    chroma.forEach((strength, note) => {
      const at = chord.findIndex((key) => key % 12 === note);
      // Between two bins a Blackman window loses up to 1.1 dB (Harris 1978, table 1): a factor of 0.78.
      const wanted = at < 0 ? 0 : amplitudes[at]! ** 2;
      expect(strength).toBeGreaterThan(wanted * 0.75 - 0.001);
      expect(strength).toBeLessThan(wanted / 0.75 + 0.001);
    });
  }
});

test('octaves of one note are one note', async () => {
  const samples = samplesOf(24_000, (i) =>
    [50, 62, 74, 86].reduce(
      (sum, key) => sum + 0.2 * Math.sin((2 * Math.PI * hertz(key) * i) / 48_000),
      0,
    ),
  );
  const chroma = chromaOf(await run(48_000, samples));
  expect(chroma.indexOf(1)).toBe(2);
  expect(Math.max(...chroma.filter((_, note) => note !== 2))).toBeLessThan(0.001);
});

test('tuning moves the notes', async () => {
  const samples = sine(48_000, hertz(60, 415), 0.5);
  expect(strongestOf(await run(48_000, samples))).toEqual([11]);
  expect(strongestOf(await run(48_000, samples, { tuning: 415 }))).toEqual([0]);
});

test('silence has no note: all are 0, and none is the strongest', async () => {
  const result = await run(48_000, new Float32Array(48_000));
  expect(chromaOf(result)).toEqual(Array.from({ length: 12 }, () => 0));
  expect(strongestOf(result)).toEqual([]);
});

test('new params and a new rate are followed; a sample that is no number is invalid', async () => {
  const { emitted, drops } = await runKernel(kernel, {
    params: defaults,
    updates: { 60: { ...defaults, window: '90' } },
    inputs: [
      ...soundInputs(48_000, [sine(48_000, 440, 1)]),
      ...soundInputs(8000, [sine(8000, 440, 1)], 80, 1_000_000),
      ...soundInputs(8000, [samplesOf(8, () => Number.NaN)], 8, 2_000_000),
    ],
  });
  expect(new Set(numbersFrom(emitted, 'strongest').map(({ value }) => value))).toEqual(
    new Set([9]),
  );
  expect(drops).toEqual({ invalid: 1 });
});
