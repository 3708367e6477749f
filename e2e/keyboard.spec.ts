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

  await page.keyboard.press('/');
  const palette = page.getByRole('searchbox', { name: 'Search operators' });
  await expect(palette).toBeFocused();
  await page.keyboard.type('test pattern');
  await page.keyboard.press('Enter');
  await expect(studio.node('Test pattern')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Shift+A');
  const search = page.getByRole('combobox', { name: /search/i });
  await expect(search).toBeFocused();
  await page.keyboard.type('sobel');
  await page.keyboard.press('Enter');
  await expect(search).toHaveCount(0);
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
      // A field may leave the ring to the frame around it, a port to the shape within.
      const places = [
        getComputedStyle(element),
        getComputedStyle(element, '::after'),
        getComputedStyle(element.parentElement!),
      ];
      return {
        what: element.outerHTML.slice(0, 120),
        name: name?.trim(),
        ring: places.some(
          ({ outlineStyle, boxShadow }) => outlineStyle !== 'none' || boxShadow !== 'none',
        ),
      };
    });
    if (!focused || seen.has(focused.what)) continue;
    seen.add(focused.what);
    expect(focused.name, focused.what).toBeTruthy();
    expect(focused.ring, focused.what).toBe(true);
  }
  expect(seen.size).toBeGreaterThan(30);
});

test('after a click on a button the arrows still move what is selected', async ({
  studio,
  page,
}) => {
  await studio.openEmpty();
  await studio.dragFromPalette('Tone', 60, 120);
  const at = async (): Promise<readonly number[]> =>
    (JSON.parse(await studio.document()) as { nodes: { at: number[] }[] }).nodes[0]!.at;
  const [x, y] = await at();
  await studio.button('Zoom in').click();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  expect(await at()).toEqual([x! + 8, y! + 8]);
});
