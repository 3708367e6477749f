import type { AudioBlock } from '#stream/payload.ts';
import { runKernel } from '#testing/runKernel.ts';
import { heard, samplesOf, soundInputs, steepestStep } from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';

/** What constant channels become, left and right. */
async function panned(position: number, ...levels: readonly number[]): Promise<readonly number[]> {
  const { emitted } = await runKernel(kernel, {
    params: { position },
    inputs: soundInputs(
      48_000,
      levels.map((level) => samplesOf(480, () => level)),
    ),
  });
  return [0, 1].map((channel) => heard(emitted, channel).at(-1)!);
}

test('mono keeps its power wherever it is, and is 3.01 dB down on both sides in the middle', async () => {
  for (let position = -100; position <= 100; position += 10) {
    const [left, right] = await panned(position, 0.5);
    expect(left! ** 2 + right! ** 2).toBeCloseTo(0.25, 6);
    // The tangent law: position is the angle between both.
    expect(Math.atan2(right!, left!)).toBeCloseTo(((position / 100 + 1) * Math.PI) / 4, 5);
  }
  const [middle] = await panned(0, 1);
  expect(20 * Math.log10(middle!)).toBeCloseTo(-3.0103, 4);
});

test('the ends are one side alone', async () => {
  expect(await panned(-100, 1)).toEqual([1, 0]);
  expect((await panned(100, 1)).map((v) => Math.round(v * 1e6) / 1e6)).toEqual([0, 1]);
});

test('stereo stays itself in the middle, and the side that is left is turned into the other', async () => {
  expect((await panned(0, 0.25, 0.5)).map((v) => Math.round(v * 1e6) / 1e6)).toEqual([0.25, 0.5]);
  expect((await panned(-100, 0.25, 0.5)).map((v) => Math.round(v * 1e6) / 1e6)).toEqual([0.75, 0]);
  const [left, right] = await panned(50, 1, 0);
  expect(left).toBeCloseTo(Math.SQRT1_2, 6);
  expect(right).toBeCloseTo(Math.SQRT1_2, 6);
});

test('more than two channels are mixed to mono', async () => {
  const [left, right] = await panned(-100, 0.3, 0.6, 0.9);
  expect(left).toBeCloseTo(0.6, 6);
  expect(right).toBeCloseTo(0, 6);
});

test('a new position glides over 20 ms, and times stay', async () => {
  const { emitted, leaked } = await runKernel(kernel, {
    params: { position: -100 },
    updates: { 3: { position: 100 } },
    inputs: soundInputs(48_000, [samplesOf(4800, () => 1)]),
  });
  const right = heard(emitted, 1);
  expect(right[1440 + 479]).toBeCloseTo(0.5, 3);
  expect(right[1440 + 959]).toBe(1);
  expect(steepestStep(right)).toBeLessThan(1.01 / 960);
  expect(emitted.map(({ chunk }) => chunk.timestamp)).toEqual(
    Array.from({ length: 10 }, (_, n) => n * 10_000),
  );
  expect(leaked).toBe(0);
});

test('channels and rate may change between blocks; a sample that is no number is invalid', async () => {
  const part = (rate: number, channels: number, value: number, start: number) =>
    soundInputs(
      rate,
      Array.from({ length: channels }, () => samplesOf(8, () => value)),
      8,
      start,
    );
  const { emitted, drops } = await runKernel(kernel, {
    params: { position: 0 },
    inputs: [
      ...part(8000, 1, 1, 0),
      ...part(8000, 2, 1, 1000),
      ...part(48_000, 6, 1, 2000),
      ...part(48_000, 6, Number.NaN, 3000),
    ],
  });
  expect(drops).toEqual({ invalid: 1 });
  expect(emitted.map(({ chunk }) => (chunk.payload as AudioBlock).channels.length)).toEqual([
    2, 2, 2,
  ]);
});
