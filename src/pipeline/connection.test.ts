import { makePipeline } from '#testing/pipelines.ts';
import {
  blend,
  blur,
  camera,
  microphone,
  recogniser,
  recorder,
  testSpecOf,
} from '#testing/specs.ts';
import { expect, test } from 'vitest';
import { connectionProblem } from './connection.ts';
import { fittingPorts } from './ports.ts';
import { renameNode } from './nodes.ts';
import type { NodeId, PortRef } from './pipeline.ts';

const pipeline = makePipeline(
  {
    camera: 'test/camera',
    mic: 'test/microphone',
    blur: 'test/blur',
    soft: 'test/blur',
    blend: 'test/blend',
    ears: 'test/recogniser',
    end: 'test/recorder',
    magic: 'far/magic',
  },
  [
    ['blur.frame', 'soft.frame'],
    ['soft.frame', 'blend.b'],
  ],
);

function problem(from: PortRef, to: PortRef): ReturnType<typeof connectionProblem> {
  return connectionProblem(pipeline, from, to, testSpecOf);
}

test('what fits is not refused, also where an edge is already', () => {
  expect(problem('camera.frame', 'blur.frame')).toBeUndefined();
  expect(problem('camera.frame', 'soft.frame')).toBeUndefined();
  expect(problem('mic.audio', 'end.audio')).toBeUndefined();
});

test('sound is kept out of a picture input, with the port where it would fit', () => {
  expect(problem('mic.audio', 'end.video')).toEqual({
    title: "Sound can't enter a picture input",
    sentence:
      'Microphone · audio sends sound (audio/pcm); Recorder · video takes pictures (video/raw).',
    field: 'type',
    offered: 'audio/pcm',
    needed: 'video/raw',
    hint: 'Drop it on Recorder · audio, one port below.',
  });
});

test('there is no hint where nothing would fit', () => {
  expect(problem('mic.audio', 'blur.frame')).not.toHaveProperty('hint');
  expect(problem('blend.difference', 'ears.audio')).toMatchObject({
    title: "Numbers can't enter a sound input",
  });
});

test('the hint counts upwards too', () => {
  expect(problem('camera.frame', 'end.audio')?.hint).toBe(
    'Drop it on Recorder · video, one port above.',
  );
});

test('titles are those that the user gave', () => {
  const named = renameNode(pipeline, 'mic' as NodeId, 'My voice');
  expect(connectionProblem(named, 'mic.audio', 'blur.frame', testSpecOf)?.sentence).toBe(
    'My voice · audio sends sound (audio/pcm); Blur · frame takes pictures (video/raw).',
  );
});

test('a field that differs is named with both sides', () => {
  expect(problem('mic.audio', 'ears.audio')).toEqual({
    title: 'Sample rate differs',
    sentence: 'Sample rate: Microphone offers 48000 Hz, Recogniser needs 16000 Hz.',
    field: 'rate',
    offered: '48000 Hz',
    needed: '16000 Hz',
  });
});

test('two outputs and two inputs are not joined', () => {
  expect(problem('camera.frame', 'mic.audio')?.title).toBe("Two outputs can't be joined");
  expect(problem('end.video', 'blur.frame')?.title).toBe("Two inputs can't be joined");
});

test('a port or node that is not there is named', () => {
  expect(problem('camera.frame', 'blur.picture')?.sentence).toBe("Blur has no input 'picture'.");
  expect(problem('camera.toString', 'blur.frame')?.sentence).toBe(
    "Camera has no output 'toString'.",
  );
  expect(problem('camera.frame', 'gone.frame')?.sentence).toBe("The pipeline has no node 'gone'.");
});

test('loops are refused with the way around them', () => {
  expect(problem('blur.frame', 'blur.frame')).toMatchObject({
    title: 'This would close a loop',
    sentence: "Blur can't wait for its own result.",
  });
  expect(problem('blend.frame', 'blur.frame')).toMatchObject({
    title: 'This would close a loop',
    sentence:
      'Blend already gets what it sends from Blur (Blur → Blur → Blend), so each would wait for the other.',
  });
});

test('an operator that nobody knows may be joined to anything', () => {
  expect(problem('magic.whatever', 'blur.frame')).toBeUndefined();
  expect(problem('mic.audio', 'magic.whatever')).toBeUndefined();
});

test('fitting ports are given in the order of the spec', () => {
  const frame = camera.outputs.frame;
  expect(fittingPorts(blend, 'in', frame)).toEqual(['a', 'b']);
  expect(fittingPorts(recorder, 'in', frame)).toEqual(['video']);
  expect(fittingPorts(recogniser, 'in', frame)).toEqual([]);
  expect(fittingPorts(blend, 'out', blur.inputs.frame)).toEqual(['frame']);
  expect(fittingPorts(recogniser, 'in', microphone.outputs.audio)).toEqual([]);
});
