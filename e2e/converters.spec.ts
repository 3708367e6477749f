import type { Page } from '@playwright/test';
import { centre, type Studio } from './studio.ts';
import { expect, test } from './test.ts';

async function setRate(studio: Studio, page: Page, tone: string, rate: string): Promise<void> {
  await studio.select(tone);
  const field = studio.inspector.getByRole('textbox', { name: 'Sample rate' });
  await field.fill(rate);
  await page.keyboard.press('Enter');
}

/** Lets a wire go over an input that refuses it. */
async function dropOn(
  studio: Studio,
  from: readonly string[],
  to: readonly string[],
): Promise<void> {
  const start = await centre(studio.port(from[0]!, from[1]!, 'output'));
  await studio.drag(start, await centre(studio.port(to[0]!, to[1]!, 'input')));
}

test('a rate that differs is refused in words, and one click puts a resampler between', async ({
  studio,
  page,
}) => {
  await studio.openEmpty();
  await studio.dragFromPalette('Tone', 40, 60);
  await studio.dragFromPalette('Mixer', 560, 160);
  await studio.wire('Tone', 'audio', 'Mixer', 'a');
  await studio.rename('Tone', 'High');
  await studio.dragFromPalette('Tone', 40, 340);
  await setRate(studio, page, 'Tone', '16000');

  const from = await centre(studio.port('Tone', 'audio', 'output'));
  const to = await centre(studio.port('Mixer', 'b', 'input'));
  await studio.drag(from, to, false);
  const reason = page.getByRole('tooltip');
  await expect(reason).toContainText(
    'Sample rate: Tone offers 16000 Hz, Mixer · b needs 48000 Hz.',
  );
  await expect(reason).toContainText('Let go to put Resample between.');
  await page.mouse.up();

  const menu = page.getByRole('menu', { name: 'Put between' });
  await expect(menu.getByRole('menuitem')).toHaveCount(1);
  await menu.getByRole('menuitem', { name: 'Put Resample between' }).click();
  await expect(menu).toHaveCount(0);
  await expect(studio.edges()).toHaveCount(3);
  await expect(studio.node('Resample')).toContainText('48');

  await page.keyboard.press('Control+z');
  await expect(studio.node('Resample')).toHaveCount(0);
  await expect(studio.edges()).toHaveCount(1);
  await page.keyboard.press('Control+Shift+z');
  await expect(studio.edges()).toHaveCount(3);
});

test('between types at most three are offered, and Escape or a click elsewhere declines', async ({
  studio,
  page,
}) => {
  await studio.openEmpty();
  await studio.dragFromPalette('Microphone', 60, 100);
  await studio.dragFromPalette('Gaussian blur', 520, 60);
  await studio.dragFromPalette('CSV or JSON lines', 520, 320);

  await dropOn(studio, ['Microphone', 'audio'], ['CSV or JSON lines', 'value']);
  const menu = page.getByRole('menu', { name: 'Put between' });
  await expect(menu.getByRole('menuitem')).toHaveText([
    'Put Level between',
    'Put Loudness between',
    'Put Pitch between',
  ]);
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
  await expect(studio.edges()).toHaveCount(0);

  await dropOn(studio, ['Microphone', 'audio'], ['Gaussian blur', 'frame']);
  await expect(menu.getByRole('menuitem')).toHaveText(['Put Waterfall between']);
  await page.keyboard.press('Enter');
  await expect(studio.edges()).toHaveCount(2);
  await expect(studio.node('Waterfall')).toBeVisible();
});

test('an edge that does not fit any more says so, and is mended by a button', async ({
  studio,
  page,
}) => {
  await studio.openEmpty();
  await studio.dragFromPalette('Tone', 40, 60);
  await studio.rename('Tone', 'High');
  await studio.dragFromPalette('Tone', 40, 340);
  await studio.dragFromPalette('Mixer', 560, 160);
  await studio.wire('High', 'audio', 'Mixer', 'a');
  await studio.wire('Tone', 'audio', 'Mixer', 'b');
  await studio.edges().nth(1).locator('path').first().hover({ force: true });
  await expect(studio.canvas.getByText('48000 Hz, mono', { exact: true })).toBeVisible();

  await setRate(studio, page, 'Tone', '16000');
  await studio.edges().nth(1).locator('path').first().click({ force: true });
  const words = 'Sample rate: Tone offers 16000 Hz, Mixer · b needs 48000 Hz.';
  await expect(studio.canvas.getByText(words, { exact: true })).toBeVisible();
  const card = studio.inspector.getByRole('note');
  await expect(card).toContainText(words);
  await card.getByRole('button', { name: /^Put Resample between/ }).click();
  await expect(studio.edges()).toHaveCount(3);
  await expect(studio.node('Resample')).toContainText('48');
});

test('the keyboard finds ports that fit through a converter', async ({ studio, page }) => {
  await studio.openEmpty();
  await studio.dragFromPalette('Tone', 40, 60);
  await studio.dragFromPalette('Mixer', 560, 160);
  await studio.wire('Tone', 'audio', 'Mixer', 'a');
  await studio.rename('Tone', 'High');
  await studio.dragFromPalette('Tone', 40, 340);
  await setRate(studio, page, 'Tone', '16000');

  await studio.node('Tone').focus();
  await page.keyboard.press('c');
  await page.keyboard.type('b through');
  await page.keyboard.press('Enter');
  await expect(studio.edges()).toHaveCount(3);
  await expect(studio.node('Resample')).toContainText('48');
});
