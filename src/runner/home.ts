import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

// The build puts every file of the command into one folder below the package's root.
const ROOT = new URL('..', import.meta.url);

/** The path of a file that comes with the command, such as `media/goforward.wav`; undefined where it has none. */
export function ownFile(path: string): string | undefined {
  const full = fileURLToPath(new URL(`public/${path}`, ROOT));
  return existsSync(full) ? full : undefined;
}

/** The version of the package. */
export function ownVersion(): string {
  const text = readFileSync(new URL('package.json', ROOT), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
