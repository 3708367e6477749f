// Takes the gallery's pictures from the examples themselves, running in Chromium.
// Start `npm start` first, then: node scripts/examplePictures.mjs, with slugs to take these alone.
import { readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';

const folder = 'public/examples';
const index = JSON.parse(readFileSync(`${folder}/index.json`, 'utf8'));

/** What of each example is shown: the preview of a node, as a fraction of its width, so far down, so long into the run. */
const SHOTS = {
  mix: { node: 'Preview', part: 1, atMs: 2_000 },
  motion: { node: 'Preview', part: 0.7, atMs: 3_800 },
  edges: { node: 'Preview', part: 0.54, atMs: 2_000 },
  sweep: { node: 'Spectrum, large', part: 1, atMs: 5_500 },
  threshold: { node: 'Preview', part: 1, atMs: 2_500 },
  voice: { node: 'Spectrum, large', part: 1, atMs: 1_500 },
  drive: { node: 'Preview', part: 0.54, atMs: 1_300 },
  captions: { node: 'Captioned', part: 0.74, top: 1, atMs: 19_500 },
};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage({
  viewport: { width: 1440, height: 900 },
  deviceScaleFactor: 2,
  colorScheme: 'dark',
  // Lets the style below in.
  bypassCSP: true,
});
await page.mouse.move(700, 880);
await page.goto(process.env.URL ?? 'http://localhost:4173/');
// Ports lie over the rim of the pictures.
await page.addStyleTag({ content: '.react-flow__handle { visibility: hidden }' });
const wanted = process.argv.slice(2);
for (const { slug, title } of index) {
  if (wanted.length > 0 && !wanted.includes(slug)) continue;
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Examples' }).click();
  await page.getByRole('dialog').getByRole('button', { name: title }).click();
  const { node, part, top = 0.25, atMs } = SHOTS[slug];
  const preview = page
    .getByRole('group', { name: node, exact: true })
    .getByRole('img', { name: 'Preview' });
  await page.waitForFunction(
    ([name, ms]) => {
      const { millrace } = window;
      const elapsed = millrace.snapshot()?.elapsedMs ?? 0;
      return JSON.parse(millrace.pipeline()).name === name && elapsed > ms && elapsed < ms + 600;
    },
    [title, atMs],
  );
  const { x, y, width, height } = await preview.boundingBox();
  // The whole width of the picture inside of its bars, in 16:9, a little above the middle.
  const [w, h] = [width * part, (width * part * 9) / 16];
  const clip = { x: x + (width - w) / 2, y: y + (height - h) * top, width: w, height: h };
  await page.screenshot({ path: `${folder}/${slug}.jpg`, type: 'jpeg', quality: 86, clip });
}
await browser.close();
