// Draws letters.json anew: every letter of DejaVu Sans Bold in one size, as coverage in sixteen steps. Needs
// Debian's fonts-dejavu-core and Chromium: CHROMIUM_PATH=/usr/bin/chromium node vendor/dejavu/rebuild.mjs
import { writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';

const SIZE = 36;
const codes = [
  ...Array.from({ length: 95 }, (_, i) => 0x20 + i),
  ...Array.from({ length: 96 }, (_, i) => 0xa0 + i),
  ...[0x0152, 0x0153, 0x2013, 0x2014, 0x2018, 0x2019, 0x201c, 0x201d, 0x2026, 0x20ac, 0x266a],
];

const browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] });
const page = await browser.newPage();
const letters = await page.evaluate(
  ({ size, codes }) => {
    const canvas = new OffscreenCanvas(96, 96);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.font = `bold ${size}px 'DejaVu Sans'`;
    context.fillStyle = 'white';
    return codes.map((code) => {
      const text = String.fromCodePoint(code);
      context.clearRect(0, 0, 96, 96);
      context.fillText(text, 24, 60);
      const { data } = context.getImageData(0, 0, 96, 96);
      const alpha = (x, y) => data[4 * (96 * y + x) + 3] >> 4;
      const seen = [];
      for (let y = 0; y < 96; y++)
        for (let x = 0; x < 96; x++) if (alpha(x, y) > 0) seen.push([x, y]);
      const [left, right] = [Math.min(...seen.map(([x]) => x)), Math.max(...seen.map(([x]) => x))];
      const [top, bottom] = [
        Math.min(...seen.map(([, y]) => y)),
        Math.max(...seen.map(([, y]) => y)),
      ];
      const width = seen.length === 0 ? 0 : right - left + 1;
      const height = seen.length === 0 ? 0 : bottom - top + 1;
      let dots = '';
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++) dots += alpha(left + x, top + y).toString(16);
      const advance = Math.round(context.measureText(text).width * 100) / 100;
      const place = seen.length === 0 ? [0, 0] : [left - 24, top - 60];
      return { text, advance, x: place[0], y: place[1], width, height, dots };
    });
  },
  { size: SIZE, codes },
);
await browser.close();
const lines = letters.map((letter) => `    ${JSON.stringify(letter)}`).join(',\n');
writeFileSync(
  new URL('letters.json', import.meta.url),
  `{\n  "size": ${SIZE},\n  "letters": [\n${lines}\n  ]\n}\n`,
);
