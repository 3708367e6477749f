import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { specOf } from '#catalog/catalog.ts';
import { isSink } from '#contract/spec.ts';
import { parsePipeline } from '#pipeline/parse.ts';
import { setParam } from '#pipeline/nodes.ts';
import { type Pipeline, splitPortRef } from '#pipeline/pipeline.ts';
import { printPipeline } from '#pipeline/print.ts';
import { millrace, scratchFolder } from '#testing/millrace.ts';
import { expect, test } from 'vitest';
import { streamTypes } from './streamTypes.ts';

/** How long sources without an end of their own run, in seconds. */
const LENGTH = 0.4;

const EXAMPLES = [
  'public/examples/mix.json',
  'public/examples/motion.json',
  'public/examples/edges.json',
  'public/examples/sweep.json',
  'public/examples/threshold.json',
  'public/examples/voice.json',
  'src/operators/video/blend/example.json',
  'src/operators/video/overlay/example.json',
  'src/operators/video/resize/example.json',
  'src/operators/video/brightness-contrast/example.json',
  'src/operators/flow/rate-limiter/example.json',
  'src/operators/io/values/example.json',
];

function read(path: string): Pipeline {
  const parsed = parsePipeline(readFileSync(path, 'utf8'), specOf);
  if (!parsed.ok) throw new Error(`'${path}' is broken.`);
  return parsed.value.nodes.reduce(
    (pipeline, { id, params }) =>
      'duration' in params ? setParam(pipeline, id, 'duration', LENGTH) : pipeline,
    parsed.value,
  );
}

/** Every node in a task of its own, so that its chunks cross from worker to worker. */
function cutEverywhere(pipeline: Pipeline): Pipeline {
  const edges = pipeline.edges.map((edge) => ({ ...edge, queue: { capacity: 2 } }));
  return { ...pipeline, edges };
}

/** SHA-256 of all that enters the sinks, by file. */
async function hashes(pipeline: Pipeline, ...options: readonly string[]) {
  using folder = scratchFolder();
  const taps = pipeline.edges.flatMap(({ from, to }) => {
    const sink = pipeline.nodes.find(({ id }) => id === splitPortRef(to).node)!;
    if (!isSink(specOf(sink.operator)!)) return [];
    const boxes = streamTypes(pipeline, from)[0] === 'vision/detections';
    return ['--tap', `${from}=${folder.at(`${to}.${boxes ? 'csv' : 'raw'}`)}`];
  });
  const all = ['run', '-', '--out', folder.path, ...taps, ...options];
  const ended = await millrace(all, { input: printPipeline(pipeline, specOf) });
  expect(ended).toMatchObject({ exitCode: 0 });
  const names = readdirSync(folder.path).toSorted();
  return names.map((name) => {
    const bytes = readFileSync(join(folder.path, name));
    expect(bytes.length).toBeGreaterThan(0);
    return `${name} ${createHash('sha256').update(bytes).digest('hex')}`;
  });
}

test.each(EXAMPLES)(
  '%s gives the same bytes with one worker, with two, and cut into pieces over four',
  async (path) => {
    const pipeline = read(path);
    const one = await hashes(pipeline, '--workers', '1');
    expect(one.length).toBeGreaterThan(0);
    expect(await hashes(pipeline, '--workers', '2')).toEqual(one);
    expect(await hashes(cutEverywhere(pipeline), '--workers', '4')).toEqual(one);
  },
  30_000,
);

test('noise is the same for a seed, and another for another', async () => {
  const tone = read('src/operators/audio/gain/example.json');
  const noise = setParam(tone, tone.nodes[0]!.id, 'waveform', 'noise');
  const first = await hashes(noise, '--seed', '5');
  expect(await hashes(noise, '--seed', '5', '--workers', '4')).toEqual(first);
  expect(await hashes(noise, '--seed', '6')).not.toEqual(first);
});
