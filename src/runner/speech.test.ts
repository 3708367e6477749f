import { millrace, scratchFolder } from '#testing/millrace.ts';
import { needsModel } from '#testing/speech.ts';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const document = readFileSync('src/operators/speech/subtitles/example.json', 'utf8');

const engines = [
  ['moonshine', 'moonshine-tiny-en'],
  ['pocketsphinx', 'pocketsphinx-en-us'],
] as const;

for (const [engine, model] of engines) {
  test(
    `a recording becomes subtitles by ${engine}, the same every time`,
    needsModel(model),
    async () => {
      using folder = scratchFolder();
      const files = ['first.srt', 'second.srt'].map((name) => folder.at(name));
      for (const file of files) {
        const params = ['--param', `speech.engine=${engine}`, '--param', 'speech.written=false'];
        const args = ['run', '-', ...params, '--sink', `subtitles=${file}`];
        expect(await millrace(args, { input: document })).toMatchObject({ exitCode: 0 });
      }
      const [first, second] = files.map((file) => readFileSync(file, 'utf8'));
      expect(first).toMatch(/^1\n00:00:00,\d{3} --> 00:00:02,\d{3}\ngo forward ten meters\n\n$/);
      expect(second).toBe(first);
    },
  );
}
