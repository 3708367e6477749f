import { expect, test } from './test.ts';

test('a camera that is denied says so on its node, and Retry asks again', async ({ studio }) => {
  await studio.open();
  await studio.button('Use my camera').click();

  const camera = studio.node('Webcam');
  await expect(studio.state(camera, 'error')).toBeVisible();
  await expect(camera).toContainText(/camera/i);
  await expect(camera).toContainText(/(not allowed|denied|blocked|refused)/i);

  await camera.getByRole('button', { name: 'Retry' }).click();
  await expect(studio.state(camera, 'error')).toBeVisible();
  await expect(camera).toContainText(/(not allowed|denied|blocked|refused)/i);
});

test('a microphone that is denied fails alone; the picture beside it runs on', async ({
  studio,
}) => {
  await studio.openEmpty();
  await studio.dragFromPalette('Microphone', 60, 120);
  await studio.dragFromPalette('Level', 340, 120);
  await studio.wire('Microphone', 'audio', 'Level', 'audio');
  await studio.dragFromPalette('Test pattern', 60, 420);
  await studio.button('Run').click();
  await expect(studio.state('Microphone', 'error')).toBeVisible();
  await studio.readyRunning('Test pattern');
});
