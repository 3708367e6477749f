// Adds to package-lock.json the optional packages of other platforms that the registry did not offer
// when the lock was written: npm leaves them out then, and `npm ci` refuses such a lock.
// Run it after every `npm install`; `scripts/licences.mjs` says when that was forgotten.
import { readFileSync, writeFileSync } from 'node:fs';
import { missingOptional, platformOf } from './lockedPlatforms.mjs';

const LOCK = 'package-lock.json';
const lock = JSON.parse(readFileSync(LOCK, 'utf8'));
const missing = missingOptional(lock);
for (const { path, name, version, owner } of missing) {
  const { dev, license } = owner;
  lock.packages[path] = { version, ...platformOf(name), dev, license, optional: true };
}
const paths = Object.keys(lock.packages).toSorted((a, b) => a.localeCompare(b, 'en'));
lock.packages = Object.fromEntries(paths.map((path) => [path, lock.packages[path]]));
writeFileSync(LOCK, `${JSON.stringify(lock, undefined, 2)}\n`);
console.log(`${missing.length} packages were added.`);
