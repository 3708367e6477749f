import type { ServerResponse } from 'node:http';
import type { Connect, Plugin } from 'vite';

/** Headers of every response: a worker script served without them is not bound by the page's. */
const securityHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(self), microphone=(self), display-capture=(self), geolocation=()',
};

/** `src/app/network.worker.ts`, as it is served in development and once built. */
const NETWORK_WORKER = /\/network\.worker[^/]*\.[jt]s$/;
/** The same for a `_headers` file. */
const NETWORK_WORKER_BUILT = '/assets/network.worker-*';
/** What that one script may reach; of these it asks only hosts that the user agreed to. */
const ELSEWHERE = 'https: http://localhost:* http://127.0.0.1:*';

/** What a page may load. Hot reload needs inline script and style and a socket; the built app does not. */
function contentSecurityPolicy(hotReload: boolean, connect = ''): string {
  const inline = hotReload ? " 'unsafe-inline'" : '';
  return [
    "default-src 'self'",
    `script-src 'self' 'wasm-unsafe-eval'${inline}`,
    `style-src 'self'${inline}`,
    "worker-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    `connect-src 'self' blob:${hotReload ? ' ws:' : ''}${connect && ` ${connect}`}`,
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The headers of what lies at `path`, without its query. */
export function headersOf(path: string, hotReload: boolean): Readonly<Record<string, string>> {
  const connect = NETWORK_WORKER.test(path) ? ELSEWHERE : '';
  return {
    ...securityHeaders,
    'Content-Security-Policy': contentSecurityPolicy(hotReload, connect),
  };
}

/** The same for hosts that read a `_headers` file; where two rules fit, `!` takes back what the first one says. */
export function headersFile(): string {
  const lines = (headers: Readonly<Record<string, string>>): string =>
    Object.entries(headers)
      .map(([name, value]) => `  ${name}: ${value}\n`)
      .join('');
  const policy = { 'Content-Security-Policy': contentSecurityPolicy(false, ELSEWHERE) };
  return `/*\n${lines(headersOf('/', false))}${NETWORK_WORKER_BUILT}\n  ! Content-Security-Policy\n${lines(policy)}`;
}

/** Serves everything with its headers, in development and in preview, and writes `_headers` into the build. */
export function headers(): Plugin {
  const setHeaders =
    (hotReload: boolean) =>
    (request: Connect.IncomingMessage, response: ServerResponse, next: Connect.NextFunction) => {
      const path = (request.url ?? '/').replace(/[?#].*$/, '');
      for (const [name, value] of Object.entries(headersOf(path, hotReload))) {
        response.setHeader(name, value);
      }
      next();
    };
  return {
    name: 'headers',
    configureServer: (server) => void server.middlewares.use(setHeaders(true)),
    configurePreviewServer: (server) => void server.middlewares.use(setHeaders(false)),
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile() });
    },
  };
}
