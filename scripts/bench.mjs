// Measures what the project promises about speed, in Node and one headless Chromium, and prints a table. Rounds of
// both sides are interleaved; what counts is the median of the ratios, since the machine is shared.
import { execFileSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { chromium } from '@playwright/test';
import { build, preview, runnerImport } from 'vite';
import { commandRows } from '../bench/commandRows.mjs';
import { microphoneUnderLoad } from '../bench/microphone.mjs';
import { soundRows } from '../bench/soundRows.mjs';
import { cameraToPreview, livePreviews, speech, workerCosts } from '../bench/scenarios.mjs';
import { speechRows } from '../bench/speechRows.mjs';

const ROUNDS = Number(process.env['ROUNDS'] ?? 5);
const PORT = Number(process.env['MILLRACE_PORT'] ?? 4186);

process.env['CHROMIUM_PATH'] ??= execFileSync(process.execPath, ['scripts/findChromium.mjs'], {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
}).trim();

const { module: media } = await runnerImport('./e2e/media.ts');
media.makeMedia();
await build({ logLevel: 'warn' });
await build({ configFile: 'bench/vite.config.ts', logLevel: 'warn' });
await build({ configFile: 'vite.runner.config.ts', logLevel: 'warn' });
const app = await preview({ preview: { port: PORT, strictPort: true } });
const bench = await preview({
  configFile: 'bench/vite.config.ts',
  preview: { port: PORT + 1, strictPort: true },
});

const before = loadavg();
const { module: sound } = await runnerImport('./bench/sound.ts');
const { module: plain } = await runnerImport('./bench/plainLoop.ts');
const rows = [
  ...(await soundRows(sound, ROUNDS)),
  ...(await commandRows(plain, ROUNDS)),
  ...(await speechRows()),
];
try {
  const at = { app: `http://localhost:${PORT}/`, bench: `http://localhost:${PORT + 1}/` };
  for (const scenario of [
    workerCosts,
    cameraToPreview,
    livePreviews,
    microphoneUnderLoad,
    ...speech,
  ]) {
    const browser = await scenario.launch(chromium);
    try {
      rows.push(...(await scenario.measure(browser, at, ROUNDS)));
    } finally {
      await browser.close();
    }
  }
} finally {
  await Promise.all([app.close(), bench.close()]);
}

printTable(rows);
const words = (loads) => loads.map((load) => load.toFixed(2)).join(' ');
console.log(`${ROUNDS} rounds. Load average before ${words(before)}, after ${words(loadavg())}.`);
const missed = rows.filter(({ held }) => held === 'no');
if (missed.length > 0) {
  console.log(`${missed.length} of ${rows.length} limits were missed.`);
  process.exitCode = 1;
}

/** Columns as wide as their widest cell. */
function printTable(cells) {
  const columns = Object.keys(cells[0]);
  const lines = [columns, ...cells.map((cell) => columns.map((column) => cell[column]))];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  console.log();
  for (const line of lines) console.log(line.map((cell, i) => cell.padEnd(widths[i])).join('   '));
  console.log();
}
