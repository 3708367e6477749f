import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import { connect } from '#pipeline/edges.ts';
import { addNode } from '#pipeline/nodes.ts';
import { newNode } from '#pipeline/newNode.ts';
import { edgeId, emptyPipeline, type NodeId, type Pipeline } from '#pipeline/pipeline.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { PortEnd } from './canvasStore.ts';
import { endWords, portsThatFit, wireProblem, without } from './wiring.ts';

const picture = { type: 'video/raw', doc: 'Pictures.' } as const;
const sound = { type: 'audio/pcm', doc: 'Sound.' } as const;
const common = { doc: 'Does it.', glyph: 'M2 2', params: z.object({}) } as const;
const specs: readonly OperatorSpec[] = [
  defineSpec({
    ...common,
    id: 'io/webcam',
    title: 'Webcam',
    category: 'sources',
    inputs: {},
    outputs: { frame: picture },
  }),
  defineSpec({
    ...common,
    id: 'video/blur',
    title: 'Blur',
    category: 'video',
    inputs: { frame: picture },
    outputs: { frame: picture },
  }),
  defineSpec({
    ...common,
    id: 'io/recorder',
    title: 'Recorder',
    category: 'sinks',
    inputs: { video: picture, audio: sound },
    outputs: {},
  }),
];
const specOf = (id: string) => specs.find((spec) => spec.id === id);

function pipelineOf(): Pipeline {
  let pipeline = emptyPipeline;
  for (const spec of specs) pipeline = addNode(pipeline, newNode(pipeline, spec, [0, 0]));
  pipeline = connect(pipeline, 'webcam.frame', 'blur.frame');
  return connect(pipeline, 'blur.frame', 'recorder.video');
}
const end = (node: string, port: string, side: 'in' | 'out'): PortEnd => ({
  node: node as NodeId,
  port,
  side,
});

test('a wire from an output may end at every input of its type that closes no loop', () => {
  const fits = portsThatFit(pipelineOf(), end('blur', 'frame', 'out'), specOf);
  expect([...fits.keys()]).toEqual(['in:recorder.video']);
});

test('a wire may as well be drawn from an input to an output', () => {
  const fits = portsThatFit(pipelineOf(), end('recorder', 'video', 'in'), specOf);
  expect([...fits.keys()]).toEqual(['out:webcam.frame', 'out:blur.frame']);
});

test('an edge in the hand closes no loop any more', () => {
  const pipeline = pipelineOf();
  const looped = connect(pipeline, 'blur.frame', 'recorder.video');
  const back = end('blur', 'frame', 'out');
  expect(wireProblem(looped, back, end('blur', 'frame', 'in'), specOf)).toBeDefined();
  const held = edgeId({ from: 'webcam.frame', to: 'blur.frame' });
  expect(without(pipeline, held).edges).toHaveLength(1);
  expect(without(pipeline, undefined)).toBe(pipeline);
});

test('two ports of one side are refused from either end, in words', () => {
  const outputs = [end('webcam', 'frame', 'out'), end('blur', 'frame', 'out')] as const;
  expect(wireProblem(pipelineOf(), ...outputs, specOf)).toBeDefined();
  const inputs = [end('recorder', 'video', 'in'), end('recorder', 'audio', 'in')] as const;
  expect(wireProblem(pipelineOf(), ...inputs, specOf)?.title).toMatch(/input/);
});

test('each side of a refusal says what it sends or takes', () => {
  const pipeline = pipelineOf();
  expect(endWords(pipeline, end('recorder', 'audio', 'in'), specOf)).toEqual({
    type: 'audio/pcm',
    name: 'Recorder · audio',
    does: 'takes audio/pcm',
  });
  expect(endWords(pipeline, end('webcam', 'frame', 'out'), specOf)).toMatchObject({
    name: 'Webcam',
    does: 'sends video/raw',
  });
});
