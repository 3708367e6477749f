import { expect, test } from './test.ts';

test('without any camera the node says that there is none', async ({ studio }) => {
  await studio.open();
  await studio.button('Use my camera').click();
  const camera = studio.node('Webcam');
  await expect(studio.state(camera, 'error')).toBeVisible();
  await expect(camera).toContainText(/no camera/i);
  await expect(camera.getByRole('button', { name: 'Retry' })).toBeVisible();
});
