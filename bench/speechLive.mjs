// Speech recognition in the browser while a camera is previewed: how soon words are there.
import { resolve } from 'node:path';
import { median, row } from './rows.mjs';

/** The first word of the recording, "go", lasts so long, in ms. */
const FIRST_WORD = 180;
/** Behind the endpoint of an utterance: what was spoken, and its lead, in s. */
const LEAD = 0.3;

/** One scenario an engine. `kit` is how scenarios.mjs drives the studio. */
export const speechLive = (engine, { launch, open, importPipeline, elapsed, flags }) => ({
  launch: (chromium) =>
    launch(chromium, [
      ...flags,
      `--use-file-for-fake-audio-capture=${resolve('e2e/.media/talk.wav')}`,
    ]),
  async measure(browser, { app }, rounds) {
    const page = await open(browser, app, 'millrace', watchWords);
    await importPipeline(page, pipelineOf(engine));
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await elapsed(page, 4_000);
    const from = await page.evaluate(() => window.millrace.snapshot());
    await page.evaluate(() => window.takeWords());
    await elapsed(page, 4_000 + 5_000 * rounds);
    const to = await page.evaluate(() => window.millrace.snapshot());
    const seen = await page.evaluate(() => window.takeWords());
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    const seconds = (to.elapsedMs - from.elapsedMs) / 1000;
    const rate = (to.nodes.preview.in - from.nodes.preview.in) / seconds;
    const said = utterances(seen.words, Math.min(...seen.lateness));
    const first = median(said.map(({ firstMs }) => firstMs));
    const final = median(said.map(({ finalMs }) => finalMs));
    const spoken = said.reduce((sum, { spokenS }) => sum + spokenS, 0);
    const busy = seen.busy.reduce((sum, share) => sum + share, 0) / seen.busy.length;
    const factor = (busy * seconds) / spoken;
    const what = (name) => `${engine}, ${name}, beside a camera`;
    return [
      row({
        what: what('first words'),
        ours: `${first.toFixed(0)} ms after the first word`,
        peer: `${said.length} utterances`,
        limit: '≤ 500 ms',
        held: first <= 500,
      }),
      row({
        what: what('final words'),
        ours: `${final.toFixed(0)} ms after the endpoint`,
        peer: '',
        limit: '≤ 150 ms',
        held: final <= 150,
      }),
      row({
        what: what('real-time factor'),
        ours: factor.toFixed(2),
        peer: `camera ${rate.toFixed(1)} fps`,
        ratio: factor,
        limit: '≤ 0.35 at 24 fps',
        held: factor <= 0.35 && rate >= 23.5,
      }),
    ];
  },
});

/**
 * What is known of each utterance that was seen from its first words to its last. `ahead` is how late the freshest
 * sound was seen by the clock of the microphone, which begins when its first block was read: that is no delay.
 */
function utterances(seen, ahead) {
  const byId = groupById(seen);
  return [...byId.values()].flatMap((news) => {
    const first = news.find(({ words }) => words.length > 0);
    const last = news.find(({ final, words }) => final && words.length > 0);
    if (!first || !last || first === last) return [];
    const begun = last.words[0].start / 1000;
    return {
      firstMs: first.at - (begun + FIRST_WORD) - ahead,
      finalMs: last.at - last.timestamp / 1000 - ahead,
      spokenS: (last.timestamp / 1000 - begun) / 1000 + LEAD,
    };
  });
}

/** Runs in the page before its scripts: keeps every transcript that a preview is sent, when, and how busy the engine is. */
function watchWords() {
  const none = () => ({ words: [], lateness: [], busy: [] });
  let seen = none();
  setInterval(() => {
    const speech = window.millrace?.snapshot()?.nodes.speech;
    if (speech) seen.busy.push(speech.share.busy);
  }, 250);
  window.takeWords = () => {
    const taken = seen;
    seen = none();
    return taken;
  };
  const { set, get } = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage');
  Object.defineProperty(MessagePort.prototype, 'onmessage', {
    get,
    set(handler) {
      set.call(this, (event) => {
        const { sample, timestamp } = event.data ?? {};
        const at = performance.timeOrigin + performance.now();
        if (sample?.kind === 'waveform') seen.lateness.push(at - timestamp / 1000);
        if (sample?.kind === 'transcript') {
          for (const { id, words, final } of sample.items) {
            seen.words.push({ at, timestamp, id, words, final });
          }
        }
        handler.call(this, event);
      });
    },
  });
}

function pipelineOf(engine) {
  const node = (id, operator, x, y, params = {}) => ({
    id,
    operator,
    operatorVersion: 1,
    at: [x, y],
    params,
  });
  return JSON.stringify({
    format: 'millrace.pipeline',
    version: 1,
    name: 'Speech beside a camera',
    nodes: [
      node('webcam', 'io/webcam', 0, 0, { width: 640, height: 480, frameRate: 24 }),
      node('preview', 'io/preview', 320, 0),
      node('microphone', 'io/microphone', 0, 300),
      node('speech', 'speech/recognise', 320, 300, { engine }),
    ],
    edges: [
      { from: 'webcam.frame', to: 'preview.in' },
      { from: 'microphone.audio', to: 'speech.audio' },
    ],
  });
}

function groupById(seen) {
  const groups = new Map();
  for (const one of seen) groups.set(one.id, [...(groups.get(one.id) ?? []), one]);
  return groups;
}
