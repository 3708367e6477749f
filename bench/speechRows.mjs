// What bench/speech.ts measures in Node, as rows of the table: words that were misunderstood, by engine and
// recording, held to the committed baseline. With SWEEP=1 it tries other settings first, and prints them.
import { readFileSync } from 'node:fs';
import { createServer } from 'vite';
import { row } from './rows.mjs';

const baseline = JSON.parse(readFileSync(new URL('speech.baseline.json', import.meta.url), 'utf8'));
/** Of all recordings together. */
const MOST_ERRORS = { moonshine: 0.1 };
const REAL_TIME = 0.35;

export async function speechRows() {
  // Engines load their runtime when they are opened, so the loader stays.
  const server = await createServer({
    server: { middlewareMode: true, ws: false },
    appType: 'custom',
    logLevel: 'error',
  });
  try {
    return await rowsOf(await server.ssrLoadModule('/bench/speech.ts'));
  } finally {
    await server.close();
  }
}

/** `speech` is the module bench/speech.ts. */
async function rowsOf(speech) {
  const engines = speech.enginesHere();
  if (process.env['SWEEP']) for (const engine of engines) await sweep(speech, engine);
  const rows = [];
  for (const engine of engines) {
    const results = await speech.understand({ engine });
    for (const { file, said, errors, words } of results) {
      const before = baseline[engine][file];
      rows.push(
        row({
          what: `${engine}, ${file}`,
          ours: `${errors} of ${words} words wrong: ${said.slice(0, 40)}…`,
          peer: `baseline ${before}`,
          limit: '≤ baseline',
          held: errors <= before,
        }),
      );
    }
    const rate = speech.errorRate(results);
    const most = MOST_ERRORS[engine];
    rows.push(
      row({
        what: `${engine}, word error rate of all`,
        ours: percent(rate),
        peer: '',
        limit: most === undefined ? '≤ baseline each' : `≤ ${percent(most)}`,
        held: most === undefined ? undefined : rate <= most,
      }),
    );
    const factors = results.map(({ realTimeFactor }) => realTimeFactor);
    const factor = factors.reduce((sum, one) => sum + one, 0) / factors.length;
    rows.push(
      row({
        what: `${engine}, real-time factor`,
        ours: factor.toFixed(2),
        peer: 'of one core, by CPU time',
        ratio: factor,
        limit: `≤ ${REAL_TIME}`,
        held: factor <= REAL_TIME,
      }),
    );
  }
  return rows;
}

async function sweep(speech, engine) {
  for (const preRoll of [200, 300, 500]) {
    for (const silence of [300, 400, 600]) {
      const results = await speech.understand({ engine, preRoll, silence });
      const each = results
        .map(({ file, errors, words }) => `${file} ${errors}/${words}`)
        .join(', ');
      const rate = percent(speech.errorRate(results));
      console.log(`${engine}, lead ${preRoll} ms, pause ${silence} ms: ${rate} (${each})`);
    }
  }
}

function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}
