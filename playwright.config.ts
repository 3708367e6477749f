import { execFileSync } from 'node:child_process';
import { defineConfig } from '@playwright/test';
import { media } from './e2e/media.ts';

/** Set once here, inherited by the test processes. */
const chromium = (process.env['CHROMIUM_PATH'] ??= execFileSync(
  process.execPath,
  ['scripts/findChromium.mjs'],
  { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
).trim());

const port = Number(process.env['MILLRACE_PORT'] ?? 4180);
const dist = process.env['MILLRACE_DIST'] ?? 'dist';

/** Keeps the browser quiet on machines without network, sandbox or GPU. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
  '--autoplay-policy=no-user-gesture-required',
];

const fakeDevices = [
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${media.camera}`,
  `--use-file-for-fake-audio-capture=${media.microphone}`,
];

/** A project whose browser is started with these flags besides the quiet ones. */
function browser(name: string, testMatch: RegExp, flags: readonly string[]) {
  return {
    name,
    testMatch,
    use: { launchOptions: { executablePath: chromium, args: [...quiet, ...flags] } },
  };
}

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  globalSetup: './e2e/globalSetup.ts',
  forbidOnly: true,
  retries: 0,
  // The picture must keep up with the camera on two cores; a second browser would take one of them.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: `http://localhost:${port}`,
    viewport: { width: 1440, height: 900 },
    deviceScaleFactor: 1,
    colorScheme: 'dark',
    locale: 'en-GB',
    timezoneId: 'UTC',
    actionTimeout: 15_000,
    trace: 'retain-on-failure',
  },
  projects: [
    browser('devices', /(?<!\.denied|\.nodevice|\.speaking)\.spec\.ts$/, [
      ...fakeDevices,
      '--use-fake-ui-for-media-stream',
    ]),
    // Somebody speaks into the microphone.
    browser('speaking', /\.speaking\.spec\.ts$/, [
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${media.talk}`,
      '--use-fake-ui-for-media-stream',
    ]),
    // Devices exist and nobody grants them: a headless browser answers the question with no.
    browser('denied', /\.denied\.spec\.ts$/, fakeDevices),
    browser('no device', /\.nodevice\.spec\.ts$/, ['--use-fake-ui-for-media-stream']),
  ],
  webServer: {
    command: `npx vite preview --port ${port} --strictPort --outDir ${dist}`,
    url: `http://localhost:${port}`,
    reuseExistingServer: !process.env['CI'],
    timeout: 60_000,
  },
});
