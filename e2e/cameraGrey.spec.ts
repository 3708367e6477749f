import { BARS } from './media.ts';
import { expect, test } from './test.ts';

test('a camera drawn from the palette shows its luma as grey, frame after frame', async ({
  studio,
}) => {
  await studio.openEmpty();
  await studio.dragFromPalette('Webcam', 60, 120);
  await studio.dragFromPalette('Grayscale', 340, 120);
  await studio.dragFromPalette('Preview', 620, 120);
  await studio.wire('Webcam', 'frame', 'Grayscale', 'frame');
  await studio.wire('Grayscale', 'frame', 'Preview', 'in');
  await studio.run();
  await studio.readyRunning('Preview');

  const middles = BARS.map((_, bar) => [(bar + 0.5) / BARS.length, 0.4] as const);
  const pictures = await studio.pictures('Preview', middles, 30);
  for (const picture of pictures) {
    for (const [bar, [y]] of BARS.entries()) {
      const [red, green, blue] = picture[bar]!;
      expect(Math.abs(red! - ((y - 16) * 255) / 219)).toBeLessThanOrEqual(1);
      expect([green, blue]).toEqual([red, red]);
    }
  }

  await studio.stop();
  const run = (await studio.snapshot())!;
  expect(run.violations).toEqual([]);
  expect(run.leaks).toEqual({ media: 0, buffers: 0, tracks: 0, workers: 0 });
});
