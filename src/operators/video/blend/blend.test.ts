import { yuvToRgb } from '#stream/colour.ts';
import type { Colour, Frame, FrameFormat } from '#stream/payload.ts';
import { BT601, chunkAt, grayFrame, makeFrame } from '#testing/payloads.ts';
import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BlendMode } from './blendTable.ts';
import { kernel } from './kernel.ts';

const FULL: Colour = { matrix: 'bt601', range: 'full' };
const BT709: Colour = { matrix: 'bt709', range: 'limited' };
const MODES: readonly BlendMode[] = [
  'normal',
  'screen',
  'multiply',
  'add',
  'difference',
  'lighten',
];

async function blended(mode: BlendMode, amount: number, a: Frame, b: Frame): Promise<Frame> {
  const run = await runKernel(kernel, {
    params: { mode, amount },
    inputs: [{ a: chunkAt<'video/raw'>(0, a), b: chunkAt<'video/raw'>(0, b) }],
  });
  expect(run.leaked).toBe(0);
  return run.emitted[0]!.chunk.payload as Frame;
}

/** One colour all over, 4 × 2. */
function flat(format: FrameFormat, values: readonly number[], colour: Colour = FULL): Frame {
  return makeFrame(
    format,
    4,
    2,
    (plane, x) => values[format === 'RGBA' ? x % 4 : plane] ?? 255,
    colour,
  );
}

/** Red, green and blue of the first pixel. */
function rgbOf(frame: Frame): readonly number[] {
  const [y, u, v] = frame.planes.map((plane) => plane[0]!);
  if (frame.format === 'GRAY8') return [y!, y!, y!];
  const rgb = yuvToRgb(y!, u!, v!, frame.colour);
  return [rgb & 255, (rgb >> 8) & 255, rgb >> 16];
}

test.each([
  ['normal', 200],
  ['screen', 222],
  ['multiply', 78],
  ['add', 255],
  ['difference', 100],
  ['lighten', 200],
] as const)('%s of the greys 100 and 200 is %d', async (mode, wanted) => {
  // Screen: 255 − 155 · 55 / 255 = 221.57; multiply: 100 · 200 / 255 = 78.4.
  const out = await blended(mode, 1, grayFrame([[100]], FULL), grayFrame([[200]], FULL));
  expect(out).toMatchObject({ format: 'GRAY8', colour: { range: 'full' } });
  expect(out.planes[0]![0]).toBe(wanted);
});

test('amount goes from a in a straight line', async () => {
  for (const [amount, wanted] of [
    [0, 100],
    [0.25, 125],
    [0.5, 150],
    [1, 200],
  ] as const) {
    const out = await blended('normal', amount, grayFrame([[100]], FULL), grayFrame([[200]], FULL));
    expect(out.planes[0]![0]).toBe(wanted);
  }
});

test('ranges are evened out: limited black and white count as black and white', async () => {
  const out = await blended('add', 1, grayFrame([[16, 235, 16]]), grayFrame([[0, 0, 255]], FULL));
  expect([...out.planes[0]!]).toEqual([0, 255, 255]);
});

test('colours blend by red, green and blue in every mode, within rounding', async () => {
  const channel = fc.integer({ min: 0, max: 255 });
  const colour = fc.tuple(channel, channel, channel);
  const cases = fc.tuple(
    colour,
    colour,
    fc.constantFrom(...MODES),
    fc.double({ min: 0, max: 1, noNaN: true }),
  );
  await fc.assert(
    fc.asyncProperty(cases, async ([a, b, mode, amount]) => {
      const under = flat('RGBA', [...a, 255]);
      const out = await blended(mode, amount, under, flat('RGBA', [...b, 255]));
      const wanted = a.map((level, i) => {
        const over = b[i]!;
        const full = {
          normal: over,
          screen: 255 - ((255 - level) * (255 - over)) / 255,
          multiply: (level * over) / 255,
          add: Math.min(255, level + over),
          difference: Math.abs(level - over),
          lighten: Math.max(level, over),
        }[mode];
        return level * (1 - amount) + full * amount;
      });
      expect(out.format).toBe('I420');
      rgbOf(out).forEach((level, i) => expect(Math.abs(level - wanted[i]!)).toBeLessThanOrEqual(3));
    }),
    { seed: 3, numRuns: 200 },
  );
});

test('grey over colour gives without RGB what it gives by way of RGB', async () => {
  const byte = fc.integer({ min: 16, max: 235 });
  const cases = fc.tuple(
    fc.tuple(byte, fc.integer({ min: 100, max: 156 }), fc.integer({ min: 100, max: 156 })),
    byte,
    fc.constantFrom<BlendMode>('normal', 'screen', 'multiply'),
    fc.constantFrom(BT601, BT709, FULL),
  );
  await fc.assert(
    fc.asyncProperty(cases, async ([yuv, gray, mode, colour]) => {
      const under = flat('I420', yuv, colour);
      const [r, g, b] = rgbOf(under);
      // Colours that RGB cannot hold are clamped on the way, which is another result.
      fc.pre([r, g, b].every((level) => level! > 0 && level! < 255));
      const direct = await blended(mode, 0.8, under, flat('GRAY8', [gray], FULL));
      const roundabout = await blended(mode, 0.8, under, flat('RGBA', [gray, gray, gray, 255]));
      expect(direct.colour).toEqual(colour);
      rgbOf(direct).forEach((level, i) => {
        expect(Math.abs(level - rgbOf(roundabout)[i]!)).toBeLessThanOrEqual(3);
      });
    }),
    { seed: 4, numRuns: 200 },
  );
});

test('frames of one colour mix plane by plane, exactly', async () => {
  const out = await blended(
    'normal',
    0.5,
    flat('I420', [40, 100, 200], BT601),
    flat('I420', [60, 110, 100], BT601),
  );
  expect(out.planes.map((plane) => plane[0])).toEqual([50, 105, 150]);
  expect(out.colour).toEqual(BT601);
});

test('b is fitted to the size of a, each pixel the nearest', async () => {
  const a = makeFrame('GRAY8', 4, 4, () => 0, FULL);
  const out = await blended(
    'normal',
    1,
    a,
    grayFrame(
      [
        [1, 2],
        [3, 4],
      ],
      FULL,
    ),
  );
  expect([...out.planes[0]!]).toEqual([1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4]);
  const odd = makeFrame('I420', 5, 3, () => 128, BT601);
  for (const over of [grayFrame([[235]]), makeFrame('I420', 9, 7, () => 128, BT709)]) {
    for (const mode of MODES)
      expect(await blended(mode, 1, odd, over)).toMatchObject({ width: 5, height: 3 });
  }
});

test('a passes as it is until b has come, then the last b is held, and b alone sends nothing', async () => {
  const gray = (level: number): Frame => grayFrame([[level]], FULL);
  const first = gray(1);
  const run: KernelRun = await runKernel(kernel, {
    params: { mode: 'add', amount: 1 },
    inputs: [
      { a: chunkAt<'video/raw'>(0, first) },
      { b: chunkAt<'video/raw'>(10, gray(50)) },
      { a: chunkAt<'video/raw'>(20, gray(2)) },
      { a: chunkAt<'video/raw'>(30, gray(3)), b: chunkAt<'video/raw'>(30, gray(100)) },
      { a: chunkAt<'video/raw'>(40, gray(4)) },
    ],
  });
  expect(run.emitted.map(({ chunk }) => chunk.timestamp)).toEqual([0, 20, 30, 40]);
  expect(run.emitted[0]!.chunk.payload).toBe(first);
  const levels = run.emitted.map(({ chunk }) => (chunk.payload as Frame).planes[0]![0]);
  expect(levels).toEqual([1, 52, 103, 104]);
  expect(run.leaked).toBe(0);
});

test('a change of mode and amount takes effect with the next frame', async () => {
  const input = {
    a: chunkAt<'video/raw'>(0, flat('I420', [126, 128, 128], BT601)),
    b: chunkAt<'video/raw'>(0, flat('GRAY8', [255])),
  };
  const run = await runKernel(kernel, {
    params: { mode: 'screen', amount: 1 },
    updates: { 1: { mode: 'multiply', amount: 1 }, 2: { mode: 'normal', amount: 0.5 } },
    inputs: [input, input, input],
  });
  const lumas = run.emitted.map(({ chunk }) => (chunk.payload as Frame).planes[0]![0]);
  expect(lumas).toEqual([235, 126, 181]);
});
