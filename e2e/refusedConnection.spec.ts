import { centre } from './studio.ts';
import { expect, test } from './test.ts';

test('sound cannot be wired into a picture, and the reason is said while dragging', async ({
  studio,
  page,
}) => {
  await studio.openEmpty();
  await studio.dragFromPalette('Microphone', 60, 120);
  await studio.dragFromPalette('Grayscale', 460, 120);

  const from = await centre(studio.port('Microphone', 'audio', 'output'));
  const to = await centre(studio.port('Grayscale', 'frame', 'input'));
  await studio.drag(from, to, false);
  const reason = page.getByRole('tooltip');
  await expect(reason).toContainText(/sound/i);
  await expect(reason).toContainText(/picture/i);
  await page.mouse.up();
  await expect(studio.edges()).toHaveCount(0);
});
