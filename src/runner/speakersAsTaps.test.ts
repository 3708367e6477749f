import { readFileSync } from 'node:fs';
import { documentOf } from '#testing/documents.ts';
import { millrace, scratchFolder } from '#testing/millrace.ts';
import { expect, test } from 'vitest';

const PLAYED = documentOf(
  { tone: ['io/tone', { duration: 0.5, level: -6 }], speaker: ['io/speaker'] },
  ['tone.audio → speaker.audio'],
);

test('a speaker is refused in words, and its sound written where a sink names it', async () => {
  using folder = scratchFolder();
  const refused = await millrace(['run', '-'], { input: PLAYED });
  expect(refused.exitCode).toBe(69);
  expect(refused.stderr).toContain(
    "Node 'speaker' needs a speaker, which the command line does not have. Write what it would play: --sink speaker=out.wav.",
  );
  const wav = folder.at('out.wav');
  const ended = await millrace(['run', '-', '--sink', `speaker=${wav}`], { input: PLAYED });
  expect(ended).toMatchObject({ exitCode: 0, stdout: '' });
  const bytes = readFileSync(wav);
  expect(bytes.toString('latin1', 0, 4)).toBe('RIFF');
  const samples = new Float32Array(
    bytes.buffer.slice(bytes.byteOffset + bytes.length - 4 * 24_000),
  );
  expect(Math.max(...samples)).toBeCloseTo(10 ** (-6 / 20), 3);
});
