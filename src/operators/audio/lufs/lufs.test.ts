import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import { numbersFrom, samplesOf, soundInputs } from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { kWeighting } from './kWeighting.ts';

/** A sine of 1 kHz on each channel: for each part seconds, then the peak level of the channels in dBFS. */
function tone(
  rate: number,
  parts: readonly (readonly [number, ...(readonly number[])])[],
): readonly Float32Array<ArrayBuffer>[] {
  const lengths = parts.map(([seconds]) => Math.round(seconds * rate));
  const total = lengths.reduce((a, b) => a + b, 0);
  return parts[0]!.slice(1).map((_, channel) => {
    const out = new Float32Array(total);
    let at = 0;
    parts.forEach((part, p) => {
      const amplitude = 10 ** (part[channel + 1]! / 20);
      for (let i = 0; i < lengths[p]!; i++, at++) {
        out[at] = amplitude * Math.sin((2 * Math.PI * 1000 * at) / rate);
      }
    });
    return out;
  });
}

const stereo = (
  ...parts: readonly (readonly [number, number])[]
): readonly (readonly [number, number, number])[] =>
  parts.map(([seconds, level]) => [seconds, level, level]);

async function measure(
  channels: readonly Float32Array<ArrayBuffer>[],
  rate = 48_000,
): Promise<KernelRun> {
  return runKernel(kernel, { params: {}, inputs: soundInputs(rate, channels, rate / 10) });
}

const lastOf = (run: KernelRun, port: string): number =>
  numbersFrom(run.emitted, port).at(-1)!.value;

test('the filters have the coefficients of BS.1770-4 at 48 kHz', () => {
  const [shelf, highPass] = kWeighting(48_000);
  const rounded = (filter: object): readonly number[] =>
    Object.values(filter).map((value: number) => Number(value.toFixed(11)));
  expect(rounded(shelf)).toEqual(
    [
      1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585,
    ].map((value) => Number(value.toFixed(11))),
  );
  expect(rounded(highPass)).toEqual(
    [1, -2, 1, -1.99004745483398, 0.99007225036621].map((value) => Number(value.toFixed(11))),
  );
});

test('EBU Tech 3341, signals 1 and 2: −23 and −33 LUFS by all three measures', async () => {
  for (const level of [-23, -33]) {
    const run = await measure(tone(48_000, stereo([20, level])));
    for (const port of ['momentary', 'shortTerm', 'integrated']) {
      expect(Math.abs(lastOf(run, port) - level)).toBeLessThan(0.1);
    }
  }
});

test.each([
  ['3', stereo([10, -36], [60, -23], [10, -36])],
  ['4', stereo([10, -72], [10, -36], [60, -23], [10, -36], [10, -72])],
  ['5', stereo([20, -26], [20.1, -20], [20, -26])],
  ['6', [[20, -28, -28, -24, -30, -30]] as const],
])('EBU Tech 3341, signal %s: −23 LUFS integrated', async (_, parts) => {
  expect(Math.abs(lastOf(await measure(tone(48_000, parts)), 'integrated') + 23)).toBeLessThan(0.1);
});

test('EBU Tech 3341, signal 9: −23 LUFS short-term once 3 s have passed', async () => {
  const parts = Array.from({ length: 5 }, () => stereo([1.34, -20], [1.66, -30])).flat();
  const { emitted } = await measure(tone(48_000, parts));
  const values = numbersFrom(emitted, 'shortTerm');
  expect(values[0]!.time).toBe(Math.round(3e6 - 1e6 / 48_000));
  for (const { value } of values) expect(Math.abs(value + 23)).toBeLessThan(0.1);
});

test('EBU Tech 3341, signal 12: −23 LUFS momentary once 1 s has passed', async () => {
  const parts = Array.from({ length: 25 }, () => stereo([0.18, -20], [0.22, -30])).flat();
  const { emitted } = await measure(tone(48_000, parts));
  const values = numbersFrom(emitted, 'momentary').filter(({ time }) => time > 1e6);
  expect(values.length).toBeGreaterThan(80);
  for (const { value } of values) expect(Math.abs(value + 23)).toBeLessThan(0.1);
});

test('a mono sine at full scale has −3.01 LUFS, at any rate (BS.1770-4, note to annex 1)', async () => {
  for (const rate of [16_000, 44_100, 96_000]) {
    // At 997 Hz by the standard; 1 kHz differs from it by less than 0.01 LU.
    const run = await measure(tone(rate, [[1, 0]]), rate);
    expect(Math.abs(lastOf(run, 'integrated') + 3.01)).toBeLessThan(0.05);
  }
});

test('bass of 5.1 does not count', async () => {
  const loud = await measure(tone(48_000, [[1, -200, -200, -200, 0, -200, -200]]));
  expect(lastOf(loud, 'momentary')).toBe(-120);
});

test('silence has −120; values come ten times a second from 0.4 s on', async () => {
  const { emitted } = await measure([new Float32Array(48_000)]);
  expect(numbersFrom(emitted, 'momentary')).toEqual(
    [4, 5, 6, 7, 8, 9, 10].map((n) => ({ time: n * 100_000 - 21, value: -120 })),
  );
  expect(numbersFrom(emitted, 'integrated').every(({ value }) => value === -120)).toBe(true);
});

test('a gap and a new rate start moments anew but go on integrating; no number is invalid', async () => {
  const first = soundInputs(48_000, tone(48_000, stereo([2, -23])), 4800);
  const second = soundInputs(44_100, tone(44_100, [[0.3, -23]]), 4410, 2_000_000);
  const bad = soundInputs(44_100, [samplesOf(10, () => Number.NaN)], 10, 3_000_000);
  const { emitted, drops } = await runKernel(kernel, {
    params: {},
    inputs: [
      ...first,
      ...second,
      ...bad,
      ...soundInputs(44_100, tone(44_100, [[1, -43]]), 4410, 4_000_000),
    ],
  });
  expect(drops).toEqual({ invalid: 1 });
  expect(numbersFrom(emitted, 'momentary').filter(({ time }) => time > 2e6).length).toBe(7);
  // −46 LUFS lies more than 10 LU below the rest: gated away.
  expect(Math.abs(numbersFrom(emitted, 'integrated').at(-1)!.value + 23)).toBeLessThan(0.1);
});
