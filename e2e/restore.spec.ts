import { expect, test } from './test.ts';

test('a reload brings the document back as it was', async ({ studio, page }) => {
  await studio.openEmpty();
  await studio.dragFromPalette('Test pattern', 60, 120);
  await studio.dragFromPalette('Sobel', 400, 120);
  await studio.wire('Test pattern', 'frame', 'Sobel', 'frame');
  await expect(page.getByText(/^Saved/)).toBeVisible();
  const before = await studio.document();

  await page.reload();
  await expect(studio.nodes()).toHaveCount(2);
  await expect(studio.edges()).toHaveCount(1);
  expect(await studio.document()).toBe(before);
});

test('a crash loses nothing that was saved', async ({ studio, page, context, conduct }) => {
  await studio.openEmpty();
  await studio.dragFromPalette('Tone', 60, 120);
  await expect(page.getByText(/^Saved/)).toBeVisible();
  const before = await studio.document();

  const second = await context.newPage();
  await page.goto('chrome://crash').catch(() => undefined);
  conduct.errors.length = 0; // The crash that was asked for.
  await second.goto('/');
  await second.waitForFunction(() => 'millrace' in window);
  const Studio = studio.constructor as new (page: typeof second) => typeof studio;
  const reopened = new Studio(second);
  await expect(reopened.nodes()).toHaveCount(1);
  expect(await reopened.document()).toBe(before);
});
