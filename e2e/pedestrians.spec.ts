import { readFileSync } from 'node:fs';
import type { DrawnBox } from './drawn.ts';
import { media } from './media.ts';
import { expect, test } from './test.ts';

/** Rows of a 32 × 24 grid, `#` where somebody walks; see fixtures/walkedCells.py. */
const walked = JSON.parse(readFileSync('e2e/fixtures/walkedCells.json', 'utf8')) as string[];

test('motion in a clip dropped on the canvas draws boxes where people walk', async ({ studio }) => {
  await studio.openEmpty();
  await studio.dropFile('pedestrians.webm', 'video/webm', readFileSync(media.pedestrians));
  await expect(studio.nodes()).toHaveCount(1);
  const clip = studio.node('Video or audio file');
  await studio.dragFromPalette('Motion', 760, 300);
  await studio.wire(clip, 'frame', 'Motion', 'frame');
  await studio.run();
  await studio.readyRunning('Motion');

  const boxes: DrawnBox[] = [];
  await expect
    .poll(
      async () => {
        boxes.push(...(await studio.drawn('Motion')).boxes);
        return boxes.length;
      },
      { intervals: [100], timeout: 30_000 },
    )
    .toBeGreaterThan(40);

  const onWalkers = boxes.filter((box) => walkedShare(box) >= 0.5);
  expect(onWalkers.length / boxes.length).toBeGreaterThan(0.9);
});

/** How much of a box lies on cells in which somebody walks, 0 to 1. */
function walkedShare({ x, y, width, height }: DrawnBox): number {
  let inside = 0;
  let on = 0;
  for (let v = 0.05; v < 1; v += 0.1) {
    for (let u = 0.05; u < 1; u += 0.1) {
      const row = walked[Math.floor((y + v * height) * walked.length)] ?? '';
      inside += 1;
      if (row[Math.floor((x + u * width) * row.length)] === '#') on += 1;
    }
  }
  return on / inside;
}
