// Prints how a check went, ending in the one line `N passed, N failed`: each test counts as one, and
// each checker that is not a test runner. Reads what scripts/check.sh left in the folder it names.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
if (!folder) throw new Error('Say which folder holds the results.');

let passed = 0;
let failed = 0;

const steps = readFileSync(join(folder, 'steps'), 'utf8').trimEnd().split('\n').filter(Boolean);
for (const line of steps) {
  const [verdict, kind, ...name] = line.split(' ');
  if (kind === 'check') count(verdict === 'ok' ? 1 : 0, verdict === 'ok' ? 0 : 1);
  else if (kind === 'vitest') runner(vitestResult(), verdict, name.join(' '));
  else if (kind === 'playwright') runner(playwrightResult(), verdict, name.join(' '));
  if (verdict !== 'ok') console.log(`failed: ${name.join(' ')}`);
}
if (passed === 0) failed = Math.max(failed, 1);
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;

/** A runner that failed without a failed test, or found none, counts as one failure. */
function runner(result, verdict, name) {
  const tests = result ?? { passed: 0, failed: 0 };
  const empty = tests.passed + tests.failed === 0;
  if (empty) console.log(`${name} ran no test.`);
  const ownFault = tests.failed === 0 && (verdict !== 'ok' || empty) ? 1 : 0;
  count(tests.passed, tests.failed + ownFault);
}

function count(good, bad) {
  passed += good;
  failed += bad;
}

function vitestResult() {
  const report = read('vitest.json');
  return report && { passed: report.numPassedTests, failed: report.numFailedTests };
}

function playwrightResult() {
  const stats = read('playwright.json')?.stats;
  return stats && { passed: stats.expected, failed: stats.unexpected + stats.flaky };
}

function read(name) {
  const path = join(folder, name);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}
