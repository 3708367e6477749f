import { expect, test } from './test.ts';

test('every response carries the headers that keep the page to its own origin', async ({
  studio,
  page,
}) => {
  const headers = new Map<string, Record<string, string>>();
  page.context().on('response', (response) => headers.set(response.url(), response.headers()));
  await studio.open();
  await studio.reaches('running');

  const scripts = [...headers.keys()].filter((url) => url.endsWith('.js'));
  expect(scripts.some((url) => url.includes('engine.worker'))).toBe(true);
  for (const [url, header] of headers) {
    if (url.startsWith('blob:') || url.startsWith('data:')) continue;
    expect(header, url).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    expect(header['content-security-policy'], url).toContain("connect-src 'self' blob:;");
  }
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
});

test('page and workers cannot reach another origin even if they try', async ({
  studio,
  page,
  conduct,
}) => {
  await studio.open();
  await studio.reaches('running');
  const elsewhere = 'http://localhost:9/';
  const attempt = (url: string): Promise<string> =>
    fetch(url).then(
      () => 'answered',
      () => 'refused',
    );
  expect(await page.evaluate(attempt, elsewhere)).toBe('refused');
  const workers = page.workers();
  expect(workers.length).toBeGreaterThanOrEqual(1);
  for (const worker of workers) expect(await worker.evaluate(attempt, elsewhere)).toBe('refused');

  // The browser reports each refusal as an error of the page: these are the ones asked for.
  expect(conduct.errors.length).toBeGreaterThan(0);
  expect(
    conduct.errors.filter((error) => !/Content Security Policy|Refused|violates/.test(error)),
  ).toEqual([]);
  conduct.errors.length = 0;
});
