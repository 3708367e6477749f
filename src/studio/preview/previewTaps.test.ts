import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import { emptyPipeline, type NodeId, type Pipeline } from '#pipeline/pipeline.ts';
import { previewTaps } from './previewTaps.ts';

const base = {
  doc: 'For tests.',
  category: 'flow',
  glyph: '',
  params: z.strictObject({}),
} as const;
const specs: Readonly<Record<string, OperatorSpec>> = {
  camera: defineSpec({
    ...base,
    id: 'camera',
    title: 'Camera',
    inputs: {},
    outputs: { frame: { type: 'video/raw', doc: 'Out.' } },
  }),
  motion: defineSpec({
    ...base,
    id: 'motion',
    title: 'Motion',
    inputs: { frame: { type: 'video/raw', doc: 'In.' } },
    outputs: {
      boxes: { type: 'vision/detections', doc: 'Boxes.' },
      score: { type: 'value/number', doc: 'Score.', caps: { unit: 'dB' } },
    },
  }),
  show: defineSpec({
    ...base,
    id: 'show',
    title: 'Show',
    inputs: {
      first: { type: ['video/raw', 'value/number', 'vision/detections'], doc: 'In.' },
      second: { type: 'audio/pcm', doc: 'In.', optional: true },
    },
    outputs: {},
  }),
};
const specOf = (operator: string): OperatorSpec | undefined => specs[operator];

function pipelineOf(...edges: Pipeline['edges']): Pipeline {
  const nodes = Object.keys(specs).map((id) => ({
    id: id as NodeId,
    operator: id,
    operatorVersion: 1,
    at: [0, 0] as const,
    params: {},
  }));
  return { ...emptyPipeline, nodes, edges };
}

function tapsOf(id: string, ...edges: Pipeline['edges']) {
  const pipeline = pipelineOf(...edges);
  return previewTaps(
    pipeline,
    pipeline.nodes.find((node) => node.id === id)!,
    specOf,
  );
}

test('an operator shows its first output', () => {
  expect(tapsOf('camera')).toEqual({
    main: { node: 'camera', side: 'out', port: 'frame' },
    type: 'video/raw',
    unit: '',
  });
});

test('boxes lie over the pictures they were found in', () => {
  expect(tapsOf('motion')).toEqual({
    main: { node: 'motion', side: 'out', port: 'boxes' },
    type: 'vision/detections',
    unit: '',
    background: { node: 'motion', side: 'in', port: 'frame' },
  });
});

test('a sink shows what enters its first connected input, as what it is', () => {
  expect(tapsOf('show')).toBeUndefined();
  expect(tapsOf('show', { from: 'camera.frame', to: 'show.first' })?.type).toBe('video/raw');
  expect(tapsOf('show', { from: 'motion.score', to: 'show.first' })).toEqual({
    main: { node: 'show', side: 'in', port: 'first' },
    type: 'value/number',
    unit: 'dB',
  });
});

test('a sink of boxes shows them over the pictures of the node that found them', () => {
  expect(tapsOf('show', { from: 'motion.boxes', to: 'show.first' })?.background).toEqual({
    node: 'motion',
    side: 'in',
    port: 'frame',
  });
});

test('an unknown operator shows nothing', () => {
  const pipeline = pipelineOf();
  const node = { ...pipeline.nodes[0]!, operator: 'gone' };
  expect(previewTaps(pipeline, node, specOf)).toBeUndefined();
});

test('a source shows the first of its streams that flows, and its first before any does', () => {
  const file = defineSpec({
    ...base,
    id: 'file',
    title: 'File',
    inputs: {},
    outputs: {
      frame: { type: 'video/raw', doc: 'Pictures.' },
      audio: { type: 'audio/pcm', doc: 'Sound.' },
    },
  });
  const node = { ...pipelineOf().nodes[0]!, operator: 'file' };
  const shown = (...flowing: readonly string[]) =>
    previewTaps(
      emptyPipeline,
      node,
      () => file,
      (port) => flowing.includes(port),
    )?.main.port;
  expect(shown()).toBe('frame');
  expect(shown('audio')).toBe('audio');
  expect(shown('audio', 'frame')).toBe('frame');
});
