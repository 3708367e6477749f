// Measures what the project promises about speed, in Node and one headless Chromium, and prints a table a group.
// Rounds of both sides are interleaved; what counts is the median of the ratios, since the machine is shared.
// ONLY=command,microphone measures these groups alone.
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

execFileSync(process.execPath, ['scripts/prepareModels.mjs'], { stdio: 'inherit' });
const { module: media } = await runnerImport('./e2e/media.ts');
media.makeMedia();
await build({ logLevel: 'error' });
await build({ configFile: 'bench/vite.config.ts', logLevel: 'error' });
await build({ configFile: 'vite.runner.config.ts', logLevel: 'error' });
const app = await preview({ preview: { port: PORT, strictPort: true } });
const bench = await preview({
  configFile: 'bench/vite.config.ts',
  preview: { port: PORT + 1, strictPort: true },
});

const groups = {
  async sound() {
    const { module } = await runnerImport('./bench/sound.ts');
    return soundRows(module, ROUNDS);
  },
  async command() {
    const { module } = await runnerImport('./bench/plainLoop.ts');
    return commandRows(module, ROUNDS);
  },
  speech: speechRows,
  workers: () => inBrowser(workerCosts),
  camera: () => inBrowser(cameraToPreview),
  previews: () => inBrowser(livePreviews),
  microphone: () => inBrowser(microphoneUnderLoad),
  moonshine: () => inBrowser(speech.moonshine),
  pocketsphinx: () => inBrowser(speech.pocketsphinx),
};
const only = process.env['ONLY']?.split(',') ?? Object.keys(groups);
for (const name of only) {
  if (groups[name]) continue;
  throw new Error(`ONLY: '${name}' is no group; there are ${Object.keys(groups).join(', ')}.`);
}

let measured = 0;
let missed = 0;
try {
  for (const name of only) {
    const before = loadavg();
    const rows = await groups[name]();
    printTable(rows);
    console.log(`Load average before ${words(before)}, after ${words(loadavg())}.`);
    measured += rows.length;
    missed += rows.filter(({ held }) => held === 'no').length;
  }
} finally {
  await Promise.all([app.close(), bench.close()]);
}
console.log(`\n${ROUNDS} rounds. ${missed} of ${measured} limits were missed.`);
if (missed > 0) process.exitCode = 1;

async function inBrowser(scenario) {
  const browser = await scenario.launch(chromium);
  try {
    const at = { app: `http://localhost:${PORT}/`, bench: `http://localhost:${PORT + 1}/` };
    return await scenario.measure(browser, at, ROUNDS);
  } finally {
    await browser.close();
  }
}

function words(loads) {
  return loads.map((load) => load.toFixed(2)).join(' ');
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
