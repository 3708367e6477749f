import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineSpec, type InputPorts, type OperatorSpec } from '#contract/spec.ts';
import type { NodeSnapshot, NodeState } from '#engine/snapshot.ts';
import type { NodeId } from '#pipeline/pipeline.ts';
import { footerWords } from './footerWords.ts';
import { previewWords } from './previewWords.ts';

const reading: NodeSnapshot = {
  state: 'running',
  in: 20012,
  out: 20012,
  dropped: {},
  rate: 29.94,
  dropRate: 0,
  p50: 4.56,
  p99: 9,
  histogram: [],
  share: { busy: 1, waiting: 0, pressured: 0 },
  ports: {},
  worker: 0,
};

function footer(state: NodeState, change: Partial<NodeSnapshot> = {}, sink = false) {
  return footerWords(
    state,
    { ...reading, state, ...change },
    { type: 'video/raw', sink, outputs: 1, openingMs: 2300, titleOf: (id) => `Title of ${id}` },
  );
}

test('a running node says rate, process time and drops', () => {
  expect(footer('running')).toEqual({
    rate: '29.9 fps',
    time: '4.6 ms',
    note: '0 drops',
    tone: 'quiet',
  });
  expect(footer('running', { dropped: { 'queue-full': 1 } }).note).toBe('1 drop');
});

test('what a running node has to say stands in place of its numbers', () => {
  const notice = 'Silent for 5 s: is it muted?';
  expect(footer('running', { notice })).toEqual({ note: notice, tone: 'warn' });
});

test('drops are a rate and a warning while they happen, a quiet count after', () => {
  const dropped = { 'queue-full': 2000, late: 902 };
  expect(footer('running', { dropped, dropRate: 3.84 })).toMatchObject({
    note: '3.8/s dropped',
    tone: 'warn',
  });
  expect(footer('running', { dropped })).toMatchObject({
    note: '2\u202F902 drops',
    tone: 'quiet',
  });
});

test('a sink says its latency where it is known', () => {
  expect(footer('running', { latencyMs: 71.4 }, true).time).toBe('71 ms latency');
  expect(footer('running', {}, true).time).toBe('4.6 ms');
});

test('a node that does not run says why', () => {
  expect(footer('waiting', { waitsFor: { port: 'b', forMs: 4200 } }).note).toBe(
    'Waits for b · 4.2 s',
  );
  expect(footer('pressured', { heldBy: 'rec' as NodeId })).toEqual({
    rate: '29.9 fps',
    note: 'Held by Title of rec',
    tone: 'warn',
  });
  expect(footer('opening').note).toBe('Opening for 2 s');
  expect(footer('error', { in: 0, out: 0 })).toEqual({
    note: 'Failed before its first frame',
    tone: 'bad',
  });
  expect(footer('error').note).toBe('Failed after 20\u202F012 frames');
  expect(footer('ended', { out: 1 }).note).toBe('Ended after 1 frame');
  expect(footer('muted').note).toBe('Muted, sends nothing');
  expect(footer('bypassed').note).toBe('Passes through');
  const none = { type: '', sink: false, outputs: 1, openingMs: 0, titleOf: String };
  expect(footerWords('off', undefined, none).note).toBe('No stream');
  const two = { ...none, type: 'video/raw', outputs: 2 };
  expect(footerWords('ended', { ...reading, out: 120 }, two).note).toBe('Ended after 120 chunks');
});

function spec(inputs: InputPorts, sink = false): OperatorSpec {
  return defineSpec({
    id: 'test/node',
    title: 'Node',
    doc: 'For tests.',
    category: 'flow',
    glyph: '',
    params: z.strictObject({}),
    inputs,
    outputs: sink ? {} : { out: { type: 'video/raw', doc: 'Out.' } },
  });
}

function words(
  operator: OperatorSpec,
  state: NodeState,
  more: Partial<Parameters<typeof previewWords>[0]> = {},
) {
  return previewWords({
    spec: operator,
    state,
    reading: undefined,
    connected: new Set(),
    problem: undefined,
    titleOf: (id) => `Title of ${id}`,
    ...more,
  });
}

const blend = spec({
  a: { type: 'video/raw', doc: 'A.' },
  b: { type: 'video/raw', doc: 'B.' },
});

test('an input without an edge is named, with what belongs there', () => {
  expect(words(blend, 'off', { connected: new Set(['a']) })).toEqual({
    title: 'Nothing comes in',
    hint: 'Connect a picture to b',
    covers: false,
  });
  const recorder = spec(
    {
      video: { type: 'video/raw', doc: 'V.', optional: true },
      audio: { type: 'audio/pcm', doc: 'A.', optional: true },
    },
    true,
  );
  expect(words(recorder, 'off').hint).toBe('Connect a picture or a sound');
  expect(words(recorder, 'off', { connected: new Set(['audio']) }).title).toBe('Not run yet');
});

test('a source that was never run says how to run it, or what keeps it from running', () => {
  expect(words(spec({}), 'off')).toEqual({
    title: 'Not run yet',
    hint: 'Press Run',
    covers: false,
  });
  expect(words(spec({}), 'off', { problem: 'Radius must be 0 to 20, got 50.' }).hint).toBe(
    'Radius must be 0 to 20, got 50.',
  );
});

test('an opening node says what it waits for, also over an old picture', () => {
  const opening = { title: 'Asking for the camera', hint: 'Answer in the address bar' };
  expect(words(spec({}), 'opening', { reading: { opening } })).toEqual({
    ...opening,
    covers: true,
  });
  expect(words(spec({}), 'opening')).toEqual({ title: 'Opening', hint: '', covers: false });
});

test('a node after a failed one names the cause', () => {
  const reading = { endedBy: 'file' as NodeId };
  expect(words(blend, 'ended', { reading })).toEqual({
    title: 'Input ended',
    hint: 'Title of file failed, so nothing comes from it any more.',
    covers: true,
  });
});
