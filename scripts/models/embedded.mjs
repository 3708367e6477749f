import { readFile } from 'node:fs/promises';

/** Shorter literals are no files. */
const SHORTEST = 1000;

/** The one file that a script carries as a base64 literal. Rejects where there is none, or more than one. */
export async function embeddedFile(script) {
  const text = await readFile(script, 'utf8');
  const literals =
    text.match(new RegExp(`["'\`][A-Za-z0-9+/]{${SHORTEST},}={0,2}["'\`]`, 'g')) ?? [];
  if (literals.length !== 1) {
    throw new Error(`a script should carry one file, this one has ${literals.length}.`);
  }
  return Buffer.from(literals[0].slice(1, -1), 'base64');
}
