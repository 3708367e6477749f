import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { millrace, scratchFolder } from '#testing/millrace.ts';
import { expect, test } from 'vitest';

const call = promisify(execFile);

test('the packed command stands alone: unpacked in an empty folder it lists, makes and runs a pipeline', async () => {
  using folder = scratchFolder();
  // The command was built before these tests; building it again would take it from under the others.
  await call('npm', ['pack', '--ignore-scripts', '--pack-destination', folder.path]);
  await call('tar', ['xzf', 'millrace-0.1.0.tgz'], { cwd: folder.path });
  const settings = { cwd: folder.path, command: folder.at('package/dist-runner/millrace.js') };
  expect((await millrace(['new', 'voice', 'voice.json'], settings)).exitCode).toBe(0);
  const tap = ['--tap', 'loudness.in=loudness.csv'];
  expect(await millrace(['run', 'voice.json', ...tap], settings)).toMatchObject({ exitCode: 0 });
  const entry = await call(settings.command, ['--version']);
  expect(entry.stdout).toBe('0.1.0\n');
});
