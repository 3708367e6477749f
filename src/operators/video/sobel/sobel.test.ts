import { fixtureFrame, PICTURES } from '#operators/video/_shared/fixtures/pictures.ts';
import { awkwardFrames, filterFrame, FULL, paddedFrame, rowsOf } from '#testing/filterFrame.ts';
import { chunkAt, makeFrame } from '#testing/payloads.ts';
import { runKernel } from '#testing/runKernel.ts';
import type { Frame } from '#stream/payload.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';

const EUCLIDEAN = { scale: 1, magnitude: 'euclidean' } as const;

test('both magnitudes are exactly those of OpenCV with repeated borders', async () => {
  for (const { source, sobel } of PICTURES) {
    for (const magnitude of ['euclidean', 'manhattan'] as const) {
      const params = { scale: sobel.scale, magnitude };
      const out = await filterFrame(kernel, params, fixtureFrame(source));
      expect(rowsOf(out)).toEqual(rowsOf(fixtureFrame(sobel[magnitude])));
    }
  }
});

test('an edge is as strong in limited range as in full range', async () => {
  const edge = (low: number, high: number, colour = FULL): Frame =>
    makeFrame('GRAY8', 4, 3, (_, x) => (x < 2 ? low : high), colour);
  const full = await filterFrame(kernel, { ...EUCLIDEAN, scale: 0.25 }, edge(0, 255));
  const limited = await filterFrame(
    kernel,
    { ...EUCLIDEAN, scale: 0.25 },
    edge(16, 235, { matrix: 'bt601', range: 'limited' }),
  );
  expect(rowsOf(full)[1]).toEqual([0, 255, 255, 0]);
  expect(rowsOf(limited)).toEqual(rowsOf(full));
  expect(limited).toMatchObject({ format: 'GRAY8', colour: { range: 'full' } });
});

test('awkward sizes and padded rows give the same picture', async () => {
  for (const frame of awkwardFrames()) {
    const plain = await filterFrame(kernel, EUCLIDEAN, frame);
    const padded = await filterFrame(kernel, EUCLIDEAN, paddedFrame(frame, 3));
    expect(rowsOf(padded)).toEqual(rowsOf(plain));
    expect(plain).toMatchObject({ width: frame.width, height: frame.height });
  }
});

test('new params and a larger frame act at once', async () => {
  const edge = makeFrame('GRAY8', 4, 3, (_, x) => (x < 2 ? 0 : 40), FULL);
  const larger = makeFrame('GRAY8', 8, 3, (_, x) => (x < 4 ? 0 : 40), FULL);
  const run = await runKernel(kernel, {
    params: EUCLIDEAN,
    inputs: [{ frame: chunkAt(0, edge) }, { frame: chunkAt(1, larger) }],
    updates: { 1: { scale: 0.5, magnitude: 'manhattan' } },
  });
  const rows = run.emitted.map(({ chunk }) => rowsOf(chunk.payload as Frame)[1]);
  expect(rows).toEqual([
    [0, 160, 160, 0],
    [0, 0, 0, 80, 80, 0, 0, 0],
  ]);
});
