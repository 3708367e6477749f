import { isSink, type SpecOf } from '#contract/spec.ts';
import { setParam } from '#pipeline/nodes.ts';
import { type Pipeline, type PortRef, splitPortRef } from '#pipeline/pipeline.ts';

/** Pipelines that give the same bytes however they are run, by their paths below the repository. */
export const BATCH_EXAMPLES: readonly string[] = [
  'public/examples/edges.json',
  'public/examples/mix.json',
  'public/examples/motion.json',
  'public/examples/sweep.json',
  'public/examples/threshold.json',
  'public/examples/voice.json',
  'src/operators/video/blend/example.json',
  'src/operators/video/overlay/example.json',
  'src/operators/video/resize/example.json',
  'src/operators/video/brightness-contrast/example.json',
  'src/operators/flow/rate-limiter/example.json',
  'src/operators/flow/scale/example.json',
  'src/operators/flow/lookup/example.json',
  'src/operators/io/values/example.json',
  'src/operators/io/file/example.json',
  'src/operators/video/canny/example.json',
  'src/operators/audio/lufs/example.json',
  'src/operators/audio/mfcc/example.json',
  'src/operators/audio/pitch/example.json',
  'src/operators/audio/equaliser/example.json',
  'src/operators/audio/resample/example.json',
  'src/operators/audio/spectrum/example.json',
  'src/operators/audio/denoise/example.json',
  'src/operators/audio/pitch-shift/example.json',
  'src/operators/audio/reverb/example.json',
  'src/operators/speech/keyword-by-example/example.json',
  'src/operators/speech/voice-activity/example.json',
];

/** How long sources without an end of their own run, in seconds. */
const LENGTH = 0.4;

/** The same with an end, soon. */
export function shortened(pipeline: Pipeline): Pipeline {
  return pipeline.nodes.reduce(
    (shorter, { id, params }) =>
      'duration' in params ? setParam(shorter, id, 'duration', LENGTH) : shorter,
    pipeline,
  );
}

/** Every node in a task of its own, so that its chunks cross from worker to worker. */
export function cutEverywhere(pipeline: Pipeline): Pipeline {
  const edges = pipeline.edges.map((edge) => ({ ...edge, queue: { capacity: 2 } }));
  return { ...pipeline, edges };
}

/** What enters each sink: the output it comes from, and a file name for its fingerprints. */
export function sinkStreams(
  pipeline: Pipeline,
  specOf: SpecOf,
): readonly { readonly from: PortRef; readonly file: string }[] {
  return pipeline.edges.flatMap(({ from, to }) => {
    const sink = pipeline.nodes.find(({ id }) => id === splitPortRef(to).node)!;
    return isSink(specOf(sink.operator)!) ? [{ from, file: `${to}.sha256` }] : [];
  });
}
