import { expect, test } from './test.ts';

test('a pipeline is found, wired, tuned and run with the keyboard alone', async ({
  studio,
  page,
}) => {
  await studio.open();
  await studio.reaches('running');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await expect(studio.nodes()).toHaveCount(0);

  const add = async (words: string): Promise<void> => {
    await page.keyboard.press('/');
    const search = page.getByRole('combobox');
    await expect(search).toBeFocused();
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
    await expect(search).toHaveCount(0);
  };
  await add('test pattern');
  await add('sobel');
  await expect(studio.nodes()).toHaveCount(2);

  // From the pattern, `C` offers what it may be connected to.
  await studio.node('Test pattern').focus();
  await page.keyboard.press('c');
  await page.keyboard.press('Enter');
  await expect(studio.edges()).toHaveCount(1);

  await page.keyboard.press('Control+Enter');
  await studio.readyRunning('Sobel');
  await page.keyboard.press('p');
  await studio.reaches('paused');
  await page.keyboard.press('p');
  await studio.reaches('running');

  await page.keyboard.press('Shift+?');
  const sheet = page.getByRole('dialog', { name: /shortcuts/i });
  await expect(sheet).toContainText('Undo');
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
});

test('everything that takes focus has a name, and shows that it has it', async ({
  studio,
  page,
}) => {
  await studio.open();
  await studio.reaches('running');
  const seen = new Set<string>();
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return undefined;
      const label = (element as HTMLInputElement).labels?.[0]?.textContent;
      const name =
        element.getAttribute('aria-label') ??
        label ??
        document.getElementById(element.getAttribute('aria-labelledby') ?? '')?.textContent ??
        element.textContent;
      const { outlineStyle, boxShadow } = getComputedStyle(element);
      return {
        what: element.outerHTML.slice(0, 120),
        name: name?.trim(),
        ring: outlineStyle !== 'none' || boxShadow !== 'none',
      };
    });
    if (!focused || seen.has(focused.what)) continue;
    seen.add(focused.what);
    expect(focused.name, focused.what).toBeTruthy();
    expect(focused.ring, focused.what).toBe(true);
  }
  expect(seen.size).toBeGreaterThan(30);
});
