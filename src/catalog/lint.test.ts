import { specOf, specs } from '#catalog/catalog.ts';
import { parsePipeline } from '#pipeline/parse.ts';
import { lintPipeline } from '#pipeline/lint/lintPipeline.ts';
import { documentOf } from '#testing/documents.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const documents = [
  ...readdirSync('public/examples').map((name) => `public/examples/${name}`),
  ...readdirSync('src/operators', { recursive: true }).map(
    (name) => `src/operators/${String(name)}`,
  ),
].filter((path) => /(?:public\/examples\/(?!index).*|example)\.json$/.test(path));

test('whoever opens an example is warned of nothing', () => {
  expect(documents.length).toBeGreaterThan(specs.length / 2);
  for (const path of documents) {
    const parsed = parsePipeline(readFileSync(path, 'utf8'), specOf);
    if (!parsed.ok) throw new Error(`'${path}' can't be read.`);
    const findings = lintPipeline({
      pipeline: parsed.value,
      specs,
      specOf,
      mode: 'live',
      queueOf: () => undefined,
    });
    const serious = findings.filter(({ severity }) => severity !== 'hint');
    expect(serious.map(({ message }) => `${path}: ${message}`)).toEqual([]);
  }
});

test('what a setting sends to somebody else is told as what leaves the machine, and nothing else is', () => {
  const judged = (engine: string) => {
    const parsed = parsePipeline(
      documentOf(
        {
          microphone: ['io/microphone'],
          recognise: ['speech/recognise', { engine }],
          preview: ['io/preview'],
        },
        ['microphone.audio → recognise.audio', 'recognise.transcript → preview.in'],
      ),
      specOf,
    );
    if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join(' '));
    const pipeline = parsed.value;
    const about = { pipeline, specs, specOf, mode: 'live', queueOf: () => undefined } as const;
    return lintPipeline(about).filter(({ rule }) => rule === 'leaves-device');
  };
  expect(judged('browser')).toMatchObject([{ node: 'recognise', severity: 'warning' }]);
  expect(judged('moonshine')).toEqual([]);
});
