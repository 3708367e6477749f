// The scenarios that scripts/bench.mjs measures. Each says how to launch a browser, and gives table rows.
import { resolve } from 'node:path';
import { documentOf, elapsed, importPipeline, launch, node, open, QUIET } from './driving.mjs';
import { median, row } from './rows.mjs';
import { speechLive } from './speechLive.mjs';

const CAMERA = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  `--use-file-for-fake-video-capture=${resolve('e2e/.media/bars.y4m')}`,
];

/** A hop inside a task, and a 1080p frame's way to another worker. */
export const workerCosts = {
  launch: (chromium) => launch(chromium, QUIET),
  async measure(browser, { bench }, rounds) {
    const page = await open(browser, bench, 'bench');
    const fused = [];
    const frames = [];
    for (let round = 0; round < rounds; round++) {
      fused.push(await page.evaluate(() => window.bench.fusedHop()));
      frames.push(await page.evaluate(() => window.bench.workerHop()));
    }
    const hop = median(fused.map(({ engine }) => engine));
    const ratio = median(frames.map(({ engine, empty }) => engine / empty));
    return [
      row({
        what: 'fused hop, with metrics',
        ours: `${hop.toFixed(3)} µs`,
        peer: `direct call ${median(fused.map(({ direct }) => direct)).toFixed(3)} µs`,
        ratio: hop / median(fused.map(({ direct }) => direct)),
        limit: '≤ 1 µs',
        held: hop <= 1,
      }),
      row({
        what: '1080p frame to another worker',
        ours: `${median(frames.map(({ engine }) => engine)).toFixed(0)} µs`,
        peer: `empty message ${median(frames.map(({ empty }) => empty)).toFixed(0)} µs`,
        ratio,
        limit: '≤ 1.5×',
        held: ratio <= 1.5,
      }),
    ];
  },
};

/** The fake camera through five operators to what is drawn. */
export const cameraToPreview = {
  launch: (chromium) => launch(chromium, [...QUIET, ...CAMERA]),
  async measure(browser, { app }, rounds) {
    const page = await open(browser, app, 'millrace', watchPictures);
    await importPipeline(page, cameraPipeline());
    const rates = [];
    const lost = [];
    const late = [];
    for (let round = 0; round < rounds; round++) {
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      await elapsed(page, 2_000);
      const from = await reading(page);
      await page.evaluate(() => window.takeLateness());
      await elapsed(page, 7_000);
      const to = await reading(page);
      late.push(...(await page.evaluate(() => window.takeLateness())));
      rates.push(((to.shown - from.shown) * 1000) / (to.elapsedMs - from.elapsedMs));
      lost.push((to.dropped - from.dropped) / (to.sent - from.sent));
      await page.getByRole('button', { name: 'Stop', exact: true }).click();
      await page.waitForFunction(() => window.millrace.snapshot().leaks !== undefined);
    }
    const p95 = late.toSorted((a, b) => a - b)[Math.floor(late.length * 0.95)];
    const drops = median(lost);
    return [
      row({
        what: '640 × 480 camera, 5 operators, previews',
        ours: `${median(rates).toFixed(1)} fps, ${(100 * drops).toFixed(2)} % dropped`,
        peer: 'camera 30 fps',
        ratio: median(rates) / 30,
        limit: '< 1 % dropped',
        held: drops < 0.01 && median(rates) > 29.5,
      }),
      row({
        what: 'capture to preview, p95',
        ours: `${p95.toFixed(0)} ms`,
        peer: `${late.length} pictures`,
        limit: 'reported',
      }),
    ];
  },
};

/** 200 nodes, 40 of them with a moving preview, against the same canvas standing still. */
export const livePreviews = {
  launch: (chromium) => launch(chromium, QUIET),
  async measure(browser, { app }, rounds) {
    const page = await open(browser, app, 'millrace');
    await importPipeline(page, manyNodes(200, 40));
    await page.keyboard.press('Home');
    const ratios = [];
    const live = [];
    const bare = [];
    for (let round = 0; round < rounds; round++) {
      const still = await page.evaluate(countFrames, 3_000);
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      await elapsed(page, 1_500);
      const moving = await page.evaluate(countFrames, 3_000);
      await page.getByRole('button', { name: 'Stop', exact: true }).click();
      await page.waitForFunction(() => window.millrace.snapshot().leaks !== undefined);
      live.push(moving);
      bare.push(still);
      ratios.push(moving / still);
    }
    return [
      row({
        what: '200 nodes, 40 live previews',
        ours: `${median(live).toFixed(1)} page frames/s`,
        peer: `bare canvas ${median(bare).toFixed(1)}`,
        ratio: median(ratios),
        limit: '≥ 0.9×',
        held: median(ratios) >= 0.9,
      }),
    ];
  },
};

/** Words as they are spoken, by each engine. */
const kit = { launch, open, importPipeline, elapsed, flags: [...QUIET, ...CAMERA] };
export const speech = {
  moonshine: speechLive('moonshine', kit),
  pocketsphinx: speechLive('pocketsphinx', kit),
};

async function reading(page) {
  const { elapsedMs, nodes, edges } = await page.evaluate(() => window.millrace.snapshot());
  const drops = [...Object.values(nodes), ...Object.values(edges)]
    .flatMap(({ dropped }) => Object.values(dropped))
    .reduce((sum, count) => sum + count, 0);
  return { elapsedMs, shown: nodes.preview.in, sent: nodes.webcam.out, dropped: drops };
}

/** Runs in the page before its scripts: how old each sampled picture is when it is drawn, in ms. */
function watchPictures() {
  const timestamps = new WeakMap();
  let lateness = [];
  window.takeLateness = () => {
    const taken = lateness;
    lateness = [];
    return taken;
  };
  const { set, get } = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage');
  Object.defineProperty(MessagePort.prototype, 'onmessage', {
    get,
    set(handler) {
      set.call(this, (event) => {
        const { sample, timestamp } = event.data ?? {};
        if (sample?.kind === 'picture') timestamps.set(sample.pixels.buffer, timestamp);
        handler.call(this, event);
      });
    },
  });
  const { putImageData } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.putImageData = function (image, ...rest) {
    putImageData.call(this, image, ...rest);
    const timestamp = timestamps.get(image.data.buffer);
    if (timestamp !== undefined) {
      lateness.push(performance.timeOrigin + performance.now() - timestamp / 1000);
    }
  };
}

/** Runs in the page: animation frames a second over so many ms. */
async function countFrames(ms) {
  const start = performance.now();
  let frames = 0;
  let now = start;
  while (now - start < ms) {
    now = await new Promise((resolve) => requestAnimationFrame(resolve));
    frames += 1;
  }
  return (frames * 1000) / (now - start);
}

function cameraPipeline() {
  const chain = ['video/brightness-contrast', 'video/blur', 'video/grayscale', 'video/sobel'];
  const nodes = [node('webcam', 'io/webcam', 0)];
  const edges = [];
  chain.forEach((operator, i) => {
    const id = operator.slice('video/'.length);
    edges.push({ from: `${nodes.at(-1).id}.frame`, to: `${id}.frame` });
    nodes.push(node(id, operator, i + 1));
  });
  edges.push({ from: `${nodes.at(-1).id}.frame`, to: 'preview.in' });
  nodes.push(node('preview', 'io/preview', nodes.length));
  return documentOf('Camera', nodes, edges);
}

/** `live` thresholds of one small pattern, and nodes that stand there without a stream. */
function manyNodes(count, live) {
  const pattern = { ...node('pattern', 'io/test-pattern', 0), params: { width: 160, height: 90 } };
  const nodes = [pattern];
  const edges = [];
  for (let i = 1; i < count; i++) {
    const id = `node-${i}`;
    nodes.push(node(id, 'video/threshold', i));
    if (i < live) edges.push({ from: 'pattern.frame', to: `${id}.frame` });
  }
  return documentOf('Many', nodes, edges);
}
