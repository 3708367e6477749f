import { pipeline } from './pipelines.ts';
import { expect, test } from './test.ts';

const story = pipeline('Blurred bars', [
  { id: 'bars', operator: 'io/test-pattern', title: 'Bars' },
  { id: 'blur', operator: 'video/blur', title: 'Blur', from: { frame: 'bars.frame' } },
  { id: 'screen', operator: 'io/preview', title: 'Screen', from: { in: 'blur.frame' } },
]);

test('the blur follows its slider while running, and no chunk is lost on the way', async ({
  studio,
  page,
}) => {
  await studio.openEmpty();
  await studio.importJson(story);
  await studio.run();
  await studio.readyRunning('Screen');
  await studio.chunksMore('screen', 10);

  // On both sides of the border from the white bar to the yellow one, which has no blue: the more blur,
  // the smaller the step.
  const step = async (): Promise<number> => {
    const [white, yellow] = await studio.pixels('Screen', [
      [1 / 7 - 0.015, 0.1],
      [1 / 7 + 0.015, 0.1],
    ]);
    return white![2]! - yellow![2]!;
  };
  await studio.select('Blur');
  await studio.setSlider('Radius', 'Home');
  await expect.poll(step).toBeGreaterThan(100);
  await studio.setSlider('Radius', 'End');
  await expect.poll(step).toBeLessThan(60);
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowLeft');
  await studio.chunksMore('screen', 30);

  const { nodes } = (await studio.snapshot())!;
  const readings = nodes as Readonly<Record<string, (typeof nodes)[keyof typeof nodes]>>;
  expect(readings['blur']!.dropped).toEqual({});
  expect(readings['screen']!.dropped).toEqual({});
  // The same kernel all along: what came in went out, but for the chunk at hand.
  expect(readings['blur']!.in - readings['blur']!.out).toBeLessThanOrEqual(1);

  await studio.stop();
  expect((await studio.snapshot())!.violations).toEqual([]);
});
