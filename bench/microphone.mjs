// The microphone while the page is busy: every sample arrives, and soon.
import { resolve } from 'node:path';
import { documentOf, elapsed, importPipeline, launch, node, open, QUIET } from './driving.mjs';
import { row } from './rows.mjs';

/** How long it listens; ten minutes are `SECONDS=600`. */
const SECONDS = Number(process.env['SECONDS'] ?? 20);
const MICROPHONE = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  `--use-file-for-fake-audio-capture=${resolve('e2e/.media/tone440.wav')}`,
];

/** Through the audio thread, the ring and a spectrum to what is drawn, with half of the page's time taken. */
export const microphoneUnderLoad = {
  launch: (chromium) => launch(chromium, [...QUIET, ...MICROPHONE]),
  async measure(browser, { app }) {
    const page = await open(browser, app, 'millrace', watchCurves);
    await importPipeline(page, microphonePipeline());
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await elapsed(page, 2_000);
    await page.evaluate(() => window.takeAges());
    const from = await heard(page);
    await page.evaluate(keepBusy);
    await elapsed(page, 2_000 + SECONDS * 1000);
    const ages = (await page.evaluate(() => window.takeAges())).toSorted((a, b) => a - b);
    const to = await heard(page);
    const lost = to['Samples lost'] - from['Samples lost'];
    const starved = to['Lost by the browser'] - from['Lost by the browser'];
    return [
      row({
        what: `microphone for ${SECONDS} s, page half busy`,
        ours: `${lost} of ${to['Samples in'] - from['Samples in']} samples lost, ${starved} by the browser`,
        peer: to['Way'],
        limit: '0 lost',
        held: lost === 0 && starved === 0 && to['Samples in'] > from['Samples in'],
      }),
      row({
        what: 'microphone to spectrum drawn, p95',
        ours: `${(ages[Math.floor(ages.length * 0.95)] ?? 0).toFixed(0)} ms`,
        peer: `${ages.length} spectra`,
        limit: 'reported',
      }),
    ];
  },
};

async function heard(page) {
  return page.evaluate(() => window.millrace.snapshot().nodes.microphone.facts);
}

/** Runs in the page: 50 ms of work, 50 ms of rest, and 200 ms of work every second. */
function keepBusy() {
  let turn = 0;
  setInterval(() => {
    const end = performance.now() + (turn++ % 10 === 0 ? 200 : 50);
    while (performance.now() < end);
  }, 100);
}

/** Runs in the page before its scripts: how old each curve is when the page has it, in ms. */
function watchCurves() {
  let ages = [];
  window.takeAges = () => {
    const taken = ages;
    ages = [];
    return taken;
  };
  const { set, get } = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage');
  Object.defineProperty(MessagePort.prototype, 'onmessage', {
    get,
    set(handler) {
      set.call(this, (event) => {
        const { sample, timestamp } = event.data ?? {};
        if (sample?.kind === 'curve') {
          ages.push(performance.timeOrigin + performance.now() - timestamp / 1000);
        }
        handler.call(this, event);
      });
    },
  });
}

function microphonePipeline() {
  const nodes = [node('microphone', 'io/microphone', 0), node('spectrum', 'audio/spectrum', 1)];
  return documentOf('Sound', nodes, [{ from: 'microphone.audio', to: 'spectrum.audio' }]);
}
