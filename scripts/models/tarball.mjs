import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { hashOf } from './hash.mjs';

const call = promisify(execFile);

/**
 * Writes members of an npm package of a fixed version and integrity below `folder`. `npm pack` gets it, from
 * whatever registry npm is set up for, and from npm's own cache the second time.
 */
export async function unpackTarball({ npm, integrity }, members, folder) {
  console.log(`Getting '${npm}' …`);
  const { stdout } = await call(
    'npm',
    ['pack', npm, '--json', '--silent', '--ignore-scripts', '--pack-destination', folder],
    { cwd: folder, maxBuffer: 64 * 1024 * 1024, timeout: 300_000 },
  );
  const [{ filename }] = JSON.parse(stdout);
  const tarball = join(folder, filename);
  const found = `sha512-${hashOf(await readFile(tarball), 'sha512', 'base64')}`;
  if (found !== integrity) {
    throw new Error(`the tarball has the integrity '${found}', '${integrity}' was expected.`);
  }
  console.log('Unpacking …');
  for (const member of members) await mkdir(join(folder, dirname(member)), { recursive: true });
  await call('tar', ['xzf', tarball, '-C', folder, ...members]);
}
