import { showcase } from './showcase.ts';
import { expect, test } from './test.ts';

/** Where to keep the README's picture: `SCREENSHOT=docs/studio-dark.png npx playwright test screenshots`. */
const keep = process.env['SCREENSHOT'];

const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
] as const;

for (const theme of ['dark', 'light'] as const) {
  for (const size of sizes) {
    test(`the studio fits its window at ${size.width} × ${size.height}, ${theme}`, async ({
      studio,
      page,
    }, info) => {
      const name = (what: string): string =>
        info.outputPath(`${what}-${theme}-${size.width}x${size.height}.png`);
      const overflow = (): Promise<number> =>
        page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme: theme });
      await studio.open();
      await studio.reaches('running');
      await studio.pictures('Test pattern', [[0.5, 0.5]], 10);
      await page.screenshot({ path: name('first-visit') });
      expect(await overflow()).toBe(0);

      await studio.clear();
      await studio.importJson(showcase);
      await studio.run();
      await studio.readyRunning('Screen');
      await page.keyboard.press('Home');
      await studio.select('Edges');
      await studio.pictures('Screen', [[0.5, 0.5]], 30);
      await page.screenshot({ path: name('running') });
      if (keep && theme === 'dark' && size.width === 1440) await page.screenshot({ path: keep });
      expect(await overflow()).toBe(0);
    });
  }
}
