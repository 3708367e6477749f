import { fixtureFrame, PICTURES } from '#operators/video/_shared/fixtures/pictures.ts';
import {
  awkwardFrames,
  filterFrame,
  paddedFrame,
  rowsOf,
  samplesOf,
} from '#testing/filterFrame.ts';
import { chunkAt, makeFrame } from '#testing/payloads.ts';
import { runKernel } from '#testing/runKernel.ts';
import type { Frame } from '#stream/payload.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';

test('the radius is the standard deviation of the Gaussian', async () => {
  for (const picture of PICTURES) {
    for (const { sigma, result } of picture.gaussian) {
      const out = await filterFrame(kernel, { radius: sigma }, fixtureFrame(picture.source));
      const exact = rowsOf(fixtureFrame(result)).flat();
      const worst = Math.max(
        ...rowsOf(out)
          .flat()
          .map((v, i) => Math.abs(v - exact[i]!)),
      );
      expect(worst).toBeLessThanOrEqual(sigma < 2 ? 1 : 3);
    }
  }
});

test('a radius of 0 passes the very same frame on', async () => {
  const frame = makeFrame('I420', 4, 4, () => 50);
  expect(await filterFrame(kernel, { radius: 0 }, frame)).toBe(frame);
});

test('chroma is blurred as far as luma, on half as many samples', async () => {
  // The same step in luma, 64 pixels wide, and in chroma, 32 samples wide.
  const frame = makeFrame('I420', 64, 4, (p, x) => (x < (p === 0 ? 32 : 16) ? 60 : 180));
  const out = await filterFrame(kernel, { radius: 5 }, frame);
  const [luma, chroma] = [rowsOf(out)[1]!, rowsOf(out, 1)[1]!];
  for (let x = 0; x < 32; x++) {
    expect(Math.abs(chroma[x]! - (luma[2 * x]! + luma[2 * x + 1]!) / 2)).toBeLessThanOrEqual(2);
  }
});

test('the channels of RGBA do not run into each other, and alpha stays', async () => {
  const frame = makeFrame('RGBA', 8, 4, (_, x) => [255, 0, 7, x * 3][x % 4]!);
  const out = await filterFrame(kernel, { radius: 3 }, frame);
  expect(rowsOf(out)).toEqual(rowsOf(frame));
});

test('awkward sizes and padded rows give the same picture', async () => {
  for (const frame of awkwardFrames()) {
    for (const radius of [0.7, 6]) {
      const plain = await filterFrame(kernel, { radius }, frame);
      const padded = await filterFrame(kernel, { radius }, paddedFrame(frame, 3));
      expect(samplesOf(padded)).toEqual(samplesOf(plain));
      expect(plain).toMatchObject({ format: frame.format, colour: frame.colour });
    }
  }
});

test('the input is left as it was', async () => {
  const frame = makeFrame('GRAY8', 5, 5, (_, x, y) => x * 40 + y);
  const before = rowsOf(frame);
  await filterFrame(kernel, { radius: 2 }, frame);
  expect(rowsOf(frame)).toEqual(before);
});

test('a new radius acts from the next frame on', async () => {
  const step = makeFrame('GRAY8', 6, 1, (_, x) => (x < 3 ? 0 : 240));
  const run = await runKernel(kernel, {
    params: { radius: 0 },
    inputs: [{ frame: chunkAt(0, step) }, { frame: chunkAt(1, step) }],
    updates: { 1: { radius: 50 } },
  });
  const [first, second] = run.emitted.map(({ chunk }) => rowsOf(chunk.payload as Frame)[0]!);
  expect(first).toEqual([0, 0, 0, 240, 240, 240]);
  for (const level of second!) expect(Math.abs(level - 120)).toBeLessThan(15);
});
