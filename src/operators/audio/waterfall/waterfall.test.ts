import type { Frame } from '#stream/payload.ts';
import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import { samplesOf, sine, soundInputs } from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { createPalette } from './palette.ts';
import { spec } from './spec.ts';

const defaults = spec.params.parse({});
const RATE = 48_000;

const run = (
  samples: Float32Array<ArrayBuffer>,
  params: Partial<typeof defaults> = {},
  rate = RATE,
): Promise<KernelRun> =>
  runKernel(kernel, {
    params: { ...defaults, ...params },
    inputs: soundInputs(rate, [samples], rate / 100),
  });

const lastOf = ({ emitted }: KernelRun): Frame => emitted.at(-1)!.chunk.payload as Frame;

/** Red, green and blue of a pixel together: rises with the level. */
const brightness = ({ planes, strides }: Frame, x: number, y: number): number => {
  const at = y * strides[0]! + x * 4;
  return planes[0]![at]! + planes[0]![at + 1]! + planes[0]![at + 2]!;
};

const brightestRow = (frame: Frame, x: number): number => {
  const column = Array.from({ length: frame.height }, (_, y) => brightness(frame, x, y));
  return column.indexOf(Math.max(...column));
};

test('a tone is a line at its frequency, by ratio or evenly', async () => {
  for (const frequency of [440, 1000, 5000, 15_000]) {
    const samples = sine(RATE, frequency, 0.5, 0.1);
    const log = lastOf(await run(samples, { size: '8192' }));
    const share = Math.log(frequency / 50) / Math.log(24_000 / 50);
    expect(Math.abs(brightestRow(log, 319) - 180 * (1 - share))).toBeLessThan(2.5);
    const linear = lastOf(await run(samples, { size: '8192', scale: 'linear' }));
    expect(Math.abs(brightestRow(linear, 319) - 180 * (1 - frequency / 24_000))).toBeLessThan(1.5);
  }
});

test('sound moves to the left as fast as the span says', async () => {
  const samples = samplesOf(RATE * 2, (i) =>
    i >= RATE && i < RATE * 1.1 ? Math.sin((2 * Math.PI * 3000 * i) / RATE) : 0,
  );
  for (const span of [2, 4]) {
    const result = await run(samples, { span, size: '512' });
    const frame = lastOf(result);
    const end = result.emitted.at(-1)!.chunk.timestamp / 1e6;
    const columnAt = (time: number): number => 319 - ((end - time) * 320) / span;
    const row = brightestRow(frame, Math.round(columnAt(1.05)));
    const lit = Array.from({ length: 320 }, (_, x) => x).filter(
      (x) => brightness(frame, x, row) > 300,
    );
    // Columns lie at the end of their stretch of 11 ms.
    expect(Math.abs(lit[0]! - columnAt(1))).toBeLessThan(2);
    expect(Math.abs(lit.at(-1)! - columnAt(1.11))).toBeLessThan(2);
  }
});

test('brightness is the level between floor and ceiling', async () => {
  const palette = createPalette();
  // A row of many bins shows the loudest, so a tone on a bin has just its level.
  const frequency = (RATE / 2048) * 200;
  for (const [level, step] of [
    [-10, 255],
    [-50, 127.5],
    [-95, 0],
  ] as const) {
    const frame = lastOf(await run(sine(RATE, frequency, 0.5, 10 ** (level / 20))));
    const y = brightestRow(frame, 319);
    const at = y * frame.strides[0]! + 319 * 4;
    const nearby = [Math.floor(step), Math.ceil(step)].map((i) => [
      ...palette.subarray(i * 4, i * 4 + 4),
    ]);
    expect(nearby).toContainEqual([...frame.planes[0]!.subarray(at, at + 4)]);
  }
});

test('the palette gets lighter all the way', () => {
  const palette = createPalette();
  const luma = Array.from(
    { length: 256 },
    (_, i) =>
      0.2126 * palette[i * 4]! + 0.7152 * palette[i * 4 + 1]! + 0.0722 * palette[i * 4 + 2]!,
  );
  luma.slice(1).forEach((value, i) => expect(value).toBeGreaterThan(luma[i]! - 1));
  expect([luma[0], luma[255]! > 240]).toEqual([0, true]);
});

test('pictures are 320 × 180, at most 30 a second, and nothing is held', async () => {
  for (const span of [1, 8, 60]) {
    const { emitted, leaked } = await run(new Float32Array(RATE * 2), { span });
    const times = emitted.map(({ chunk }) => chunk.timestamp as number);
    times.slice(1).forEach((time, n) => expect(time - times[n]!).toBeGreaterThanOrEqual(33_000));
    expect(emitted.length).toBeGreaterThan(span === 60 ? 8 : 39);
    expect(lastOf({ emitted } as KernelRun)).toMatchObject({
      format: 'RGBA',
      width: 320,
      height: 180,
    });
    expect(leaked).toBe(0);
  }
});

test('new params, a new rate and a gap keep what is drawn; a sample that is no number is invalid', async () => {
  const { emitted, drops } = await runKernel(kernel, {
    params: { ...defaults, span: 4, scale: 'linear' },
    updates: { 100: { ...defaults, span: 4, scale: 'linear', size: '1024' } },
    inputs: [
      ...soundInputs(RATE, [sine(RATE, 6000, 1)]),
      ...soundInputs(RATE, [new Float32Array(RATE)], 480, 1_000_000),
      ...soundInputs(8000, [new Float32Array(8000)], 80, 2_000_000),
      ...soundInputs(8000, [samplesOf(8, () => Number.NaN)], 8, 3_000_000),
    ],
  });
  expect(drops).toEqual({ invalid: 1 });
  const frame = emitted.at(-1)!.chunk.payload as Frame;
  // 6 kHz of 24: a quarter up, drawn from 3 s to 2 s ago.
  expect(brightness(frame, 320 - 200, 135)).toBeGreaterThan(300);
  expect(brightness(frame, 300, 135)).toBe(0);
});
