// Checks package-lock.json: every package has a licence that this project can live with, and the
// lock is complete and holds no download address, so that an install works from any mirror.
import { readFileSync } from 'node:fs';
import { missingOptional } from './lockedPlatforms.mjs';

const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MPL-2.0',
  'Python-2.0',
  'Unlicense',
]);

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
const problems = [];

for (const [path, entry] of packages) {
  const name = path.replace(/^.*node_modules\//, '');
  if (!allowed(entry.license)) {
    problems.push(
      `'${name}' has the licence '${entry.license ?? 'none'}', which is not on the list.`,
    );
  }
  if (entry.resolved) problems.push(`'${name}' names a download address; remove its 'resolved'.`);
  // Packages of platforms that the registry did not offer have none; see completeLock.mjs.
  if (!entry.integrity && !(entry.optional && entry.os)) {
    problems.push(`'${name}' has no integrity hash.`);
  }
}
for (const { name, version } of missingOptional(lock)) {
  problems.push(`'${name}' ${version} is not locked; run \`node scripts/completeLock.mjs\`.`);
}
if (packages.length < 50) {
  problems.push(`The lock lists ${packages.length} packages; at least 50 were expected.`);
}

for (const problem of problems) console.error(problem);
console.log(`${packages.length} packages read.`);
if (problems.length > 0) process.exitCode = 1;

/** `(MIT OR GPL-3.0)` is fine by its best part, `MIT AND ISC` by all of its parts. */
function allowed(expression) {
  if (typeof expression !== 'string') return false;
  const plain = expression.replace(/[()]/g, '');
  return plain
    .split(/ OR /)
    .some((choice) => choice.split(/ AND /).every((part) => ALLOWED.has(part.trim())));
}
