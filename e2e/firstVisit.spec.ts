import { BARS } from './media.ts';
import { expect, test } from './test.ts';

test('on the first visit a pattern is moving, and one click puts the camera in its place', async ({
  studio,
}) => {
  await studio.open();
  await studio.reaches('running');
  await studio.pictures('Test pattern', [[0.5, 0.5]], 5);
  for (const card of ['Use my camera', 'Drop a file', 'Open an example']) {
    await expect(studio.button(card)).toBeVisible();
  }
  const [nodes, edges] = [await studio.nodes().count(), await studio.edges().count()];
  const before = await studio.document();

  await studio.button('Use my camera').click();
  await studio.readyRunning('Webcam');
  await expect(studio.node('Test pattern')).toHaveCount(0);
  await expect(studio.button('Use my camera')).toHaveCount(0);
  expect([await studio.nodes().count(), await studio.edges().count()]).toEqual([nodes, edges]);
  const [bar] = await studio.pixels('Webcam', [[0.5 / BARS.length, 0.4]]);
  expect(bar![0]!).toBeGreaterThan(150);

  await studio.button('Undo').click();
  await expect(studio.node('Test pattern')).toBeVisible();
  expect(await studio.document()).toBe(before);
});

test('an example is one click and a choice away', async ({ studio, page }) => {
  await studio.open();
  await studio.button('Open an example').click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
