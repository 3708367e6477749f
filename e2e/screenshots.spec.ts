import { expect, test } from './test.ts';

/** Set to keep the README's picture: `SCREENSHOT=docs/studio-dark.png npx playwright test screenshots`. */
const keep = process.env['SCREENSHOT'];

const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
] as const;

for (const theme of ['dark', 'light'] as const) {
  for (const size of sizes) {
    test(`the studio at ${size.width} × ${size.height}, ${theme}`, async ({ studio, page }, {
      outputPath,
    }) => {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme: theme });
      await studio.open();
      await studio.reaches('running');
      await studio.pictures('Test pattern', [[0.5, 0.5]], 10);
      await page.screenshot({ path: outputPath(`first-visit-${theme}.png`) });

      await studio.openExample('Edges of the camera');
      await studio.run();
      await studio.readyRunning('Webcam');
      await page.keyboard.press('Home');
      await studio.select('Canny');
      await studio.pictures('Canny', [[0.5, 0.5]], 30);
      await page.screenshot({ path: outputPath(`running-${theme}.png`) });
      if (keep && theme === 'dark' && size.width === 1440) await page.screenshot({ path: keep });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
    });
  }
}
