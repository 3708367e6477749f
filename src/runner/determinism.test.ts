import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { specOf } from '#catalog/catalog.ts';
import { parsePipeline } from '#pipeline/parse.ts';
import { setParam } from '#pipeline/nodes.ts';
import type { Pipeline } from '#pipeline/pipeline.ts';
import { printPipeline } from '#pipeline/print.ts';
import { BATCH_EXAMPLES, cutEverywhere, shortened, sinkStreams } from '#testing/batchExamples.ts';
import { millrace, scratchFolder } from '#testing/millrace.ts';
import { expect, test } from 'vitest';

function read(path: string): Pipeline {
  const parsed = parsePipeline(readFileSync(path, 'utf8'), specOf);
  if (!parsed.ok) throw new Error(`'${path}' is broken.`);
  return shortened(parsed.value);
}

/** The fingerprints of all that enters the sinks, and what sinks write themselves. */
async function outputs(pipeline: Pipeline, ...options: readonly string[]) {
  using folder = scratchFolder();
  const taps = sinkStreams(pipeline, specOf).flatMap(({ from, file }) => [
    '--tap',
    `${from}=${folder.at(file)}`,
  ]);
  const all = ['run', '-', '--out', folder.path, ...taps, ...options];
  const ended = await millrace(all, { input: printPipeline(pipeline, specOf) });
  expect(ended).toMatchObject({ exitCode: 0 });
  return readdirSync(folder.path)
    .filter((name) => !name.endsWith('.webm'))
    .map((name) => {
      const text = readFileSync(join(folder.path, name), 'utf8');
      expect(text.split('\n').length).toBeGreaterThan(1);
      return `${name}\n${text}`;
    });
}

test.each(BATCH_EXAMPLES)(
  '%s gives the same bytes with one worker, with two, and cut into pieces over four',
  async (path) => {
    const pipeline = read(path);
    const [one, two, four] = await Promise.all([
      outputs(pipeline, '--workers', '1'),
      outputs(pipeline, '--workers', '2'),
      outputs(cutEverywhere(pipeline), '--workers', '4'),
    ]);
    expect(one.length).toBeGreaterThan(0);
    expect(two).toEqual(one);
    expect(four).toEqual(one);
  },
  30_000,
);

test('noise is the same for a seed, and another for another', async () => {
  const tone = read('src/operators/audio/gain/example.json');
  const noise = setParam(tone, tone.nodes[0]!.id, 'waveform', 'noise');
  const first = await outputs(noise, '--seed', '5');
  expect(await outputs(noise, '--seed', '5', '--workers', '4')).toEqual(first);
  expect(await outputs(noise, '--seed', '6')).not.toEqual(first);
});
