import { test as base, expect, type Page } from '@playwright/test';
import { recordDrawing } from './drawn.ts';
import { Studio } from './studio.ts';

/** Everything that a page did wrong or asked for while a test looked at it. */
interface Conduct {
  readonly errors: string[];
  readonly requests: string[];
}

/** Fails a test whose page logged an error or asked another origin for anything, whatever it looked at. */
export const test = base.extend<{ studio: Studio; conduct: Conduct }>({
  conduct: [
    async ({ page, baseURL }, use) => {
      const conduct = watch(page);
      await page.addInitScript(recordDrawing);
      await use(conduct);
      expect(conduct.errors, 'errors of the page').toEqual([]);
      const origin = new URL(baseURL!).origin;
      expect(
        conduct.requests.filter((url) => !isOwn(url, origin)),
        'requests that left the origin',
      ).toEqual([]);
    },
    { auto: true },
  ],
  studio: async ({ page }, use) => {
    await use(new Studio(page));
  },
});

export { expect };

function watch(page: Page): Conduct {
  const conduct: Conduct = { errors: [], requests: [] };
  page.on('pageerror', (error) => conduct.errors.push(String(error.stack ?? error)));
  page.on('crash', () => conduct.errors.push('The page crashed.'));
  page.on('console', (message) => {
    if (message.type() === 'error') conduct.errors.push(message.text());
  });
  page.on('websocket', (socket) => conduct.requests.push(socket.url()));
  page.context().on('request', (request) => conduct.requests.push(request.url()));
  return conduct;
}

/** `blob:` and `data:` stay in the browser. */
function isOwn(url: string, origin: string): boolean {
  if (url.startsWith('data:')) return true;
  return new URL(url.startsWith('blob:') ? url.slice(5) : url).origin === origin;
}
