import { expect, test } from './test.ts';

test('the theme follows the system until one is chosen, and the choice lasts', async ({
  studio,
  page,
}) => {
  const background = (): Promise<string> =>
    studio.canvas.evaluate((element) => {
      for (let at: Element | null = element; at; at = at.parentElement) {
        const colour = getComputedStyle(at).backgroundColor;
        if (colour !== 'rgba(0, 0, 0, 0)') return colour;
      }
      return 'none';
    });
  await page.emulateMedia({ colorScheme: 'dark' });
  await studio.open();
  const dark = await background();
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(background).not.toBe(dark);
  const light = await background();

  await studio.button('Theme').click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect.poll(background).toBe(dark);
  await page.reload();
  await expect(studio.canvas).toBeVisible();
  await expect.poll(background).toBe(dark);

  await studio.button('Theme').click();
  await page.getByRole('menuitemradio', { name: 'System' }).click();
  await expect.poll(background).toBe(light);
});
