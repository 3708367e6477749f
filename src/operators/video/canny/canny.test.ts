import { fixtureFrame, PICTURES } from '#operators/video/_shared/fixtures/pictures.ts';
import { awkwardFrames, filterFrame, FULL, paddedFrame, rowsOf } from '#testing/filterFrame.ts';
import { chunkAt, makeFrame } from '#testing/payloads.ts';
import { runKernel } from '#testing/runKernel.ts';
import type { Frame } from '#stream/payload.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';

const PARAMS = { low: 60, high: 120, smoothing: 1.4, magnitude: 'euclidean' } as const;

test('without smoothing the edges are exactly those of OpenCV', async () => {
  for (const { source, canny } of PICTURES) {
    for (const { low, high, ...expected } of canny) {
      for (const magnitude of ['euclidean', 'manhattan'] as const) {
        const params = { low, high, smoothing: 0, magnitude };
        const out = await filterFrame(kernel, params, fixtureFrame(source));
        expect(rowsOf(out)).toEqual(rowsOf(fixtureFrame(expected[magnitude])));
      }
    }
  }
});

test('a smoothed step between two areas is one line, one pixel wide', async () => {
  const step = makeFrame('GRAY8', 20, 6, (_, x) => (x < 10 ? 50 : 150), FULL);
  const out = await filterFrame(kernel, PARAMS, step);
  for (const row of rowsOf(out)) expect(row.filter((level) => level === 255)).toHaveLength(1);
});

test('a weak edge counts where it goes on from a strong one, and only there', async () => {
  // An edge under black whose height stays at 20, or grows from there to 116.
  const edge = (growth: number) => (_: number, x: number, y: number) =>
    y < 5 ? 0 : 20 + growth * Math.max(x - 7, 0);
  const params = { ...PARAMS, low: 60, high: 300, smoothing: 0 };
  const joined = await filterFrame(kernel, params, makeFrame('GRAY8', 16, 10, edge(12), FULL));
  const alone = await filterFrame(kernel, params, makeFrame('GRAY8', 16, 10, edge(0), FULL));
  expect(joined.planes[0]!.some((level, i) => level === 255 && i % 16 < 3)).toBe(true);
  expect(new Set(alone.planes[0])).toEqual(new Set([0]));
});

test('thresholds in the wrong order trade places', async () => {
  const frame = fixtureFrame(PICTURES[1]!.source);
  const right = await filterFrame(kernel, PARAMS, frame);
  const wrong = await filterFrame(kernel, { ...PARAMS, low: 120, high: 60 }, frame);
  expect(rowsOf(wrong)).toEqual(rowsOf(right));
  expect(right.planes[0]).toContain(255);
});

test('limited range finds the same edges as full range', async () => {
  const { source } = PICTURES[1]!;
  const full = fixtureFrame(source);
  const limited = makeFrame('GRAY8', source.width, source.height, (_, x, y) =>
    Math.round(16 + (219 / 255) * rowsOf(full)[y]![x]!),
  );
  const [a, b] = [
    await filterFrame(kernel, PARAMS, full),
    await filterFrame(kernel, PARAMS, limited),
  ];
  const differing = a.planes[0]!.filter((level, i) => level !== b.planes[0]![i]).length;
  // Rounding to fewer steps may move a pixel across a threshold.
  expect(differing).toBeLessThan(0.02 * source.width * source.height);
  expect(b).toMatchObject({ format: 'GRAY8', colour: { range: 'full' } });
});

test('awkward sizes and padded rows give the same picture', async () => {
  for (const frame of awkwardFrames()) {
    const plain = await filterFrame(kernel, PARAMS, frame);
    const padded = await filterFrame(kernel, PARAMS, paddedFrame(frame, 3));
    expect(rowsOf(padded)).toEqual(rowsOf(plain));
    expect(plain).toMatchObject({ width: frame.width, height: frame.height });
  }
});

test('nothing of an earlier frame of another size remains', async () => {
  const { source } = PICTURES[0]!;
  const large = fixtureFrame(source);
  const small = makeFrame('GRAY8', 6, 5, (_, x) => (x < 3 ? 0 : 200), FULL);
  const run = await runKernel(kernel, {
    params: PARAMS,
    inputs: [large, small, large].map((frame, i) => ({ frame: chunkAt(i, frame) })),
  });
  const [first, second, third] = run.emitted.map(({ chunk }) => rowsOf(chunk.payload as Frame));
  expect(third).toEqual(first);
  expect(second).toEqual(rowsOf(await filterFrame(kernel, PARAMS, small)));
});

test('new thresholds and smoothing act from the next frame on', async () => {
  const frame = fixtureFrame(PICTURES[1]!.source);
  const next = { ...PARAMS, low: 200, high: 300, smoothing: 0 };
  const run = await runKernel(kernel, {
    params: PARAMS,
    inputs: [{ frame: chunkAt(0, frame) }, { frame: chunkAt(1, frame) }],
    updates: { 1: next },
  });
  const rows = run.emitted.map(({ chunk }) => rowsOf(chunk.payload as Frame));
  expect(rows[0]).toEqual(rowsOf(await filterFrame(kernel, PARAMS, frame)));
  expect(rows[1]).toEqual(rowsOf(await filterFrame(kernel, next, frame)));
});
