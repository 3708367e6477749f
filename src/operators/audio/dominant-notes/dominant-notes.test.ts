import type { Transcript } from '#stream/payload.ts';
import { type Emitted, runKernel } from '#testing/runKernel.ts';
import { numbersFrom, samplesOf, sine, soundInputs, whiteNoise } from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { noteName } from './noteName.ts';
import { spec } from './spec.ts';

const RATE = 48_000;
const defaults = spec.params.parse({});

const run = async (
  samples: Float32Array<ArrayBuffer>,
  params: Partial<typeof defaults> = {},
  rate = RATE,
): Promise<readonly Emitted[]> =>
  (
    await runKernel(kernel, {
      params: { ...defaults, ...params },
      inputs: soundInputs(rate, [samples]),
    })
  ).emitted;

const saidBy = (emitted: readonly Emitted[]): readonly Transcript[] =>
  emitted.filter(({ port }) => port === 'names').map(({ chunk }) => chunk.payload as Transcript);

/** The words of what stayed, in order. */
const finals = (emitted: readonly Emitted[]): readonly string[] =>
  saidBy(emitted)
    .filter(({ final }) => final)
    .map(({ words }) => words.map(({ text }) => text).join(' '));

const mixed = (...parts: readonly Float32Array[]): Float32Array<ArrayBuffer> =>
  samplesOf(parts[0]!.length, (i) => parts.reduce((sum, part) => sum + part[i]!, 0));

/** A tone with overtones that fall as 1/k, none above half the rate. */
const saw = (frequency: number, seconds: number, amplitude: number): Float32Array =>
  samplesOf(seconds * RATE, (i) => {
    let sum = 0;
    for (let k = 1; k * frequency < RATE / 2 && k <= 40; k++) {
      sum += (amplitude / k) * Math.sin((2 * Math.PI * k * frequency * i) / RATE);
    }
    return sum;
  });

test('frequencies have the names of scientific pitch notation', () => {
  // The keys of a piano, from the table of equal temperament at 440 Hz.
  for (const [frequency, name] of [
    [27.5, 'A0'],
    [32.7032, 'C1'],
    [61.7354, 'B1'],
    [261.626, 'C4'],
    [277.183, 'C♯4'],
    [440, 'A4'],
    [493.883, 'B4'],
    [4186.01, 'C8'],
  ] as const) {
    expect(noteName(frequency, 440).name).toBe(name);
    expect(noteName(frequency, 440).cents).toBeCloseTo(0, 1);
  }
  expect(noteName(442, 440).cents).toBeCloseTo(7.85, 2);
  expect(noteName(415.305, 415.305)).toEqual({ name: 'A4', cents: 0 });
});

test('a chord of tones is named with its cents', async () => {
  const chord = mixed(
    sine(RATE, 261.626, 1, 0.2),
    sine(RATE, 329.628 * 2 ** (12 / 1200), 1, 0.2),
    sine(RATE, 391.995 * 2 ** (-20 / 1200), 1, 0.1),
  );
  expect(finals(await run(chord))).toEqual(['C4 ±0¢ E4 +12¢ G4 −20¢']);
});

test('a tone with overtones is one note, and three of them are three', async () => {
  expect(finals(await run(saw(220, 1, 0.3) as Float32Array<ArrayBuffer>))).toEqual(['A3 ±0¢']);
  const chord = mixed(saw(261.626, 1, 0.2), saw(329.628, 1, 0.2), saw(391.995, 1, 0.2));
  const names = finals(await run(chord, { window: '370' }));
  expect(names).toHaveLength(1);
  expect(names[0]!.replaceAll(/ [±+−]\d¢/g, '')).toBe('C4 E4 G4');
});

test('only the loudest notes are named, within the range', async () => {
  const chord = mixed(
    sine(RATE, 440, 1, 0.3),
    sine(RATE, 554.365, 1, 0.2),
    sine(RATE, 659.255, 1, 0.01),
  );
  expect(finals(await run(chord))).toEqual(['A4 ±0¢ C♯5 ±0¢']);
  expect(finals(await run(chord, { range: 40 }))).toEqual(['A4 ±0¢ C♯5 ±0¢ E5 ±0¢']);
  expect(finals(await run(chord, { most: 1 }))).toEqual(['A4 ±0¢']);
});

test('notes are revised while they sound, and final when others follow', async () => {
  const tune = samplesOf(2 * RATE, (i) => {
    const frequency = i < RATE ? 440 : 880 * 2 ** (3 / 12);
    return 0.3 * Math.sin((2 * Math.PI * frequency * i) / RATE);
  });
  const emitted = await run(tune, { window: '90' });
  const said = saidBy(emitted);
  expect(finals(emitted).at(0)).toBe('A4 ±0¢');
  expect(finals(emitted).at(-1)).toBe('C6 ±0¢');
  expect(said.filter(({ id }) => id === 0).length).toBeGreaterThan(10);
  const times = emitted.filter(({ port }) => port === 'names').map(({ chunk }) => chunk.timestamp);
  expect(new Set(times).size).toBe(times.length);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  const end = said.filter(({ id }) => id === 0).at(-1)!.words[0]!;
  expect(end.end / 1e6).toBeGreaterThan(0.9);
  expect(end.end / 1e6).toBeLessThan(1.1);
});

test('the loudest note is told in Hz; silence has none', async () => {
  const sound = samplesOf(RATE, (i) =>
    i < RATE / 2 ? Math.sin((2 * Math.PI * 500 * i) / RATE) : 0,
  );
  const strongest = numbersFrom(await run(sound), 'strongest').map(({ value }) => value);
  expect(strongest[0]).toBeCloseTo(500, 1);
  expect(strongest.at(-1)).toBe(0);
  expect(saidBy(await run(new Float32Array(RATE)))).toEqual([]);
});

test('noise below the floor, clipped tones and other rates are as they should be', async () => {
  expect(saidBy(await run(whiteNoise(RATE).map((s) => s * 0.0005)))).toEqual([]);
  for (const rate of [8000, 192_000]) {
    const clipped = sine(rate, 440, 1, 4).map((s) => Math.max(-1, Math.min(1, s)));
    expect(finals(await run(clipped, {}, rate))).toEqual(['A4 ±0¢']);
  }
});
