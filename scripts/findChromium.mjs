// Prints the path of a Chromium that the tests can drive. In this order: CHROMIUM_PATH, the browser
// that Playwright keeps for itself, one on PATH, Playwright's download, Debian's package (as root).
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

console.log(findChromium());

function findChromium() {
  const given = process.env['CHROMIUM_PATH'];
  if (given) {
    if (isProgram(given)) return given;
    throw new Error(`CHROMIUM_PATH names '${given}', which is not a program.`);
  }
  const found = installed();
  if (found) return found;

  say('No Chromium is installed; asking Playwright for one.');
  attempt('npx', ['playwright', 'install', 'chromium'], 180_000);
  const downloaded = installed();
  if (downloaded) return downloaded;

  if (process.getuid?.() === 0 && onPath('apt-get')) {
    say('That did not work; installing the chromium package.');
    attempt('apt-get', ['update', '-qq'], 180_000);
    // With a font of its own: a bare machine has none, and nothing on the page would have a width.
    const packages = ['chromium', 'fonts-dejavu-core'];
    attempt('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], 420_000);
    const packaged = installed();
    if (packaged) return packaged;
  }
  throw new Error(
    'The browser tests need Chromium. Install it (`npx playwright install chromium`, or your ' +
      "system's package), or set CHROMIUM_PATH to its program.",
  );
}

function installed() {
  const own = chromium.executablePath();
  if (own && existsSync(own) && runs(own)) return own;
  for (const name of NAMES) {
    const path = onPath(name);
    if (path) return path;
  }
  return undefined;
}

/** A download without its system libraries is there and does not start. */
function runs(path) {
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

function onPath(name) {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin'];
  return folders.map((folder) => join(folder, name)).find(isProgram);
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs an installer that may fail; what it says goes to stderr, since stdout is the answer. */
function attempt(program, args, timeout) {
  try {
    execFileSync(program, args, {
      stdio: ['ignore', 2, 2],
      timeout,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  } catch (error) {
    say(`'${program} ${args.join(' ')}' did not work: ${error.message}`);
  }
}

function say(line) {
  process.stderr.write(`${line}\n`);
}
