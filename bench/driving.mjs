// Drives the studio in a browser, for what is measured there.

export const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
];
export function launch(chromium, args) {
  return chromium.launch({ executablePath: process.env['CHROMIUM_PATH'], args });
}

export async function open(browser, url, ready, init = () => {}) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(init);
  page.on('pageerror', (error) => console.error(error));
  await page.goto(url);
  await page.waitForFunction((name) => name in window, ready);
  return page;
}

/** Drops a document on the canvas, as from the desktop; it opens stopped. */
export async function importPipeline(page, json) {
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: 'New' }).click();
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'bench.json', { type: 'application/json' }));
    return transfer;
  }, json);
  const canvas = page.getByRole('region', { name: 'Pipeline', exact: true });
  for (const event of ['dragenter', 'dragover', 'drop']) {
    await canvas.dispatchEvent(event, { dataTransfer: data, clientX: 700, clientY: 400 });
  }
  const count = JSON.parse(json).nodes.length;
  await page.waitForFunction(
    (wanted) => JSON.parse(window.millrace.pipeline()).nodes.length === wanted,
    count,
  );
}

/** Waits for the run's own clock. */
export function elapsed(page, ms) {
  return page.waitForFunction(
    (wanted) => {
      const run = window.millrace.snapshot();
      return run?.state === 'running' && run.elapsedMs >= wanted;
    },
    ms,
    { timeout: ms + 60_000 },
  );
}

export function node(id, operator, index) {
  const at = [240 * (index % 20), 280 * Math.floor(index / 20)];
  return { id, operator, operatorVersion: 1, at, params: {} };
}

export function documentOf(name, nodes, edges) {
  return JSON.stringify({ format: 'millrace.pipeline', version: 1, name, nodes, edges });
}
