import type { Finding } from '#pipeline/lint/finding.ts';
import type { Pipeline } from '#pipeline/pipeline.ts';
import { casePipeline, lintCase, type LintCase } from '#testing/lintCases.ts';
import { expect, test } from 'vitest';

const rules = (findings: readonly Finding[]): readonly string[] => findings.map(({ rule }) => rule);
const only = (findings: readonly Finding[], rule: string): readonly Finding[] =>
  findings.filter((finding) => finding.rule === rule);

/** The pipeline after the fix of the first finding of a rule, in which that rule finds nothing any more. */
function mended(given: LintCase, rule: string): Pipeline {
  const before = casePipeline(given);
  const [finding] = only(lintCase(before, given.mode), rule);
  expect(finding?.fix?.title).toBeTruthy();
  const after = finding!.fix!.apply(before);
  expect(after).not.toBe(before);
  expect(only(lintCase(after, given.mode), rule)).toEqual([]);
  return after;
}

const line = ['camera.frame blur.in', 'blur.out show.in'];

test('a finished pipeline has no findings, in no mode that it can run in', () => {
  expect(lintCase({ edges: line })).toEqual([]);
  const bounded = { edges: ['pattern.frame show.in'], params: { pattern: { duration: 2 } } };
  expect(lintCase({ ...bounded, mode: 'batch' })).toEqual([]);
});

test('T1 two inputs, one filtered without bound declaration: a finding; with offset 0: none', () => {
  const join = (filter: string): LintCase => ({
    edges: [
      'camera.frame pair.a',
      `camera.frame ${filter}.in`,
      `${filter}.out pair.b`,
      'pair.out show.in',
    ],
  });
  const [finding, ...others] = lintCase(join('sift'));
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ rule: 'silent-filter', edge: 'sift.out→pair.b' });
  expect(finding!.message).toContain('Sift');
  expect(lintCase(join('sieve'))).toEqual([]);
});

test('an open input is told on its node, and joined to the nearest output that fits', () => {
  const given = { edges: ['camera.frame pair.a', 'pair.out show.in'] };
  const after = mended(given, 'open-input');
  expect(after.edges).toContainEqual({ from: 'camera.frame', to: 'pair.b' });
  // Show comes after Pair, so it is no candidate for Pair's own input.
  expect(only(lintCase({ edges: [], loose: ['show'] }), 'open-input')[0]?.fix).toBeUndefined();
});

test('a node whose inputs are all optional needs one of them', () => {
  const [finding] = only(lintCase({ edges: ['mix.out show.in'], loose: ['tone'] }), 'open-input');
  expect(finding).toMatchObject({ node: 'mix', fix: { title: 'Connect Tone · audio' } });
});

test('without a source nothing flows; an unknown operator may be one', () => {
  expect(rules(lintCase({ edges: [], loose: ['show'] }))).toContain('no-source');
  expect(rules(lintCase({ edges: [], loose: ['show', 'alien'] }))).not.toContain('no-source');
});

test('an endless source is an error in a batch run, and gets an end where it can have one', () => {
  expect(rules(lintCase({ edges: ['pattern.frame show.in'] }))).toEqual([]);
  const after = mended({ edges: ['pattern.frame show.in'], mode: 'batch' }, 'endless-source');
  expect(after.nodes[0]!.params['duration']).toBe(10);
  const [device] = lintCase({ edges: line, mode: 'batch' });
  expect(device).toMatchObject({ rule: 'endless-source', severity: 'error', node: 'camera' });
  expect(device!.fix).toBeUndefined();
});

test('inputs that are served together and come from two clocks rarely meet', () => {
  const edges = ['camera.frame pair.a', 'camera:2.frame pair.b', 'pair.out show.in'];
  expect(rules(lintCase({ edges }))).toEqual(['rare-join']);
  // Held at the beat of a, what comes to b has a's timestamps.
  const before = casePipeline({ edges });
  const after = lintCase(before)[0]!.fix!.apply(before);
  expect(after.edges).toEqual([
    { from: 'camera.frame', to: 'pair.a' },
    { from: 'latch.a', to: 'pair.b' },
    { from: 'pair.out', to: 'show.in' },
    { from: 'camera.frame', to: 'latch.tick' },
    { from: 'camera:2.frame', to: 'latch.a' },
  ]);
  expect(rules(lintCase(after))).toEqual([]);
  const patterns = ['pattern.frame pair.a', 'pattern:2.frame pair.b', 'pair.out show.in'];
  expect(lintCase({ edges: patterns })).toEqual([]);
  expect(rules(lintCase({ edges: patterns, params: { pattern: { frameRate: 25 } } }))).toEqual([
    'rare-join',
  ]);
});

test('one input thinned out and the other not is a hint', () => {
  const edges = [
    'camera.frame pair.a',
    'camera.frame limiter.in',
    'limiter.out pair.b',
    'pair.out show.in',
  ];
  expect(rules(lintCase({ edges }))).toEqual(['uneven-join']);
});

test('a branch that holds back starves its sibling, until the sibling has room to wait', () => {
  const given: LintCase = {
    edges: ['camera.frame pair.a', 'camera.frame hold.in', 'hold.out pair.b', 'pair.out show.in'],
    queues: { 'camera.frame pair.a': { overflow: 'block', capacity: 3 }, 'hold.out pair.b': {} },
  };
  const after = mended(given, 'starved-join');
  // Half a second at 30 fps is 15 frames, and one more is on its way.
  expect(after.edges[0]!.queue).toEqual({ overflow: 'block', capacity: 16 });
});

test('in a batch run a policy that drops has no effect, and says so', () => {
  const given: LintCase = {
    edges: ['pattern.frame show.in'],
    params: { pattern: { duration: 1 } },
    queues: { 'pattern.frame show.in': { overflow: 'keep-latest' } },
    mode: 'batch',
  };
  expect(mended(given, 'policy-in-batch').edges[0]!.queue).toEqual({ overflow: 'block' });
  expect(lintCase({ ...given, mode: 'live' })).toEqual([]);
  const flushed = { ...given, queues: { 'pattern.frame show.in': { flushOnEnd: true } } };
  expect(rules(lintCase(flushed))).toEqual(['flush-in-batch']);
  expect(lintCase({ ...flushed, mode: 'live' })).toEqual([]);
});

test('a queue that drops on the way from a device into a file leaves gaps', () => {
  const given: LintCase = {
    edges: ['camera.frame blur.in', 'blur.out record.video'],
    queues: { 'blur.out record.video': { overflow: 'keep-latest' } },
  };
  const after = mended(given, 'dropped-recording');
  expect(after.edges[1]!.queue).toEqual({ overflow: 'drop-oldest', capacity: 64 });
  expect(lintCase({ edges: given.edges })).toEqual([]);
});

test('a model that looks at every frame gets a limiter before it', () => {
  const after = mended({ edges: ['camera.frame detect.in', 'detect.out show.in'] }, 'model-rate');
  expect(after.nodes.at(-1)).toMatchObject({ operator: 'limiter', params: { rate: 10 } });
});

test('a shrinking node behind a filter goes before it, and the way stays whole', () => {
  const given: LintCase = {
    edges: ['camera.frame blur.in', 'blur.out resize.in', 'resize.out show.in'],
    params: { resize: { width: 320, height: 180 } },
  };
  const after = mended(given, 'resize-first');
  expect(after.edges).toEqual([
    { from: 'camera.frame', to: 'resize.in' },
    { from: 'resize.out', to: 'blur.in' },
    { from: 'blur.out', to: 'show.in' },
  ]);
  expect(lintCase({ ...given, params: {} })).not.toContainEqual(
    expect.objectContaining({ rule: 'resize-first' }),
  );
});

test('of two limiters in a row the looser goes', () => {
  const edges = ['camera.frame limiter.in', 'limiter.out limiter:2.in', 'limiter:2.out show.in'];
  const after = mended({ edges, params: { limiter: { rate: 5 } } }, 'two-limiters');
  expect(after.nodes.map(({ id }) => id)).toEqual(['camera', 'limiter', 'show']);
});

test('a conversion done twice goes once, and one that is turned back goes altogether', () => {
  const twice = ['camera.frame resize.in', 'resize.out resize:2.in', 'resize:2.out show.in'];
  expect(mended({ edges: twice }, 'same-twice').nodes).toHaveLength(3);
  const back = ['camera.frame to-rgba.in', 'to-rgba.out to-i420.in', 'to-i420.out show.in'];
  expect(mended({ edges: back }, 'there-and-back').edges).toEqual([
    { from: 'camera.frame', to: 'show.in' },
  ]);
});

test('a camera with a way out of the machine is a warning, a pattern is not', () => {
  const after = mended({ edges: ['camera.frame blur.in', 'blur.out send.in'] }, 'leaves-device');
  expect(after.edges).toHaveLength(1);
  expect(lintCase({ edges: ['pattern.frame send.in'] })).toEqual([]);
});

test('a muted node, a file that is missing unless it may be, and an output nobody uses are told', () => {
  const quiet: LintCase = { edges: line, nodes: { blur: { mode: 'muted' } } };
  expect(mended(quiet, 'muted').nodes[1]!.mode).toBeUndefined();
  expect(rules(lintCase({ edges: ['clip.frame show.in'] }))).toEqual(['no-file']);
  const [hint] = lintCase({ edges: ['camera.frame blur.in'] });
  expect(hint).toMatchObject({ rule: 'unused-output', severity: 'hint', node: 'blur' });
  const batch = lintCase({
    edges: ['pattern.frame blur.in'],
    params: { pattern: { duration: 1 } },
    mode: 'batch',
  });
  expect(batch).toMatchObject([{ rule: 'unused-output', severity: 'hint' }]);
});

test('a rate that is known only at run time is told where it is needed, and converted', () => {
  const given = { edges: ['microphone.audio gain.in', 'gain.out spell.in'] };
  const [finding, ...others] = only(lintCase(given), 'open-caps');
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ edge: 'gain.out→spell.in', severity: 'warning' });
  expect(finding!.message).toContain('Spell needs 16000 Hz, and what Gain sends');
  const after = mended(given, 'open-caps');
  expect(after.nodes.at(-1)).toMatchObject({
    operator: 'resample',
    params: { sampleRate: 16_000 },
  });
  // A clip has one rate for good, a device on each machine its own.
  const tone = ['tone.audio spell.in'];
  expect(only(lintCase({ edges: tone }), 'open-caps')[0]).toMatchObject({ severity: 'hint' });
  // A rate that is known is no matter of the run.
  const known = { edges: ['resample.out spell.in'], params: { resample: { sampleRate: 16_000 } } };
  expect(only(lintCase(known), 'open-caps')).toEqual([]);
});

test('what this home does not have is told on the node that asks for it, unless the node is off', () => {
  const given = casePipeline({ edges: ['camera.frame detect.in', 'detect.out show.in'] });
  const bare = {
    lacks: (need: string, node: string) =>
      need === 'camera' ? `needs a camera for ${node}.` : undefined,
    lacksModel: (model: string) => `needs the model '${model}'.`,
  };
  const found = only(lintCase(given, 'live', bare), 'not-here');
  expect(found.map(({ node, message }) => [node, message])).toEqual([
    ['camera', 'Camera needs a camera for camera.'],
    ['detect', "Detect needs the model 'eyes'."],
  ]);
  expect(only(lintCase(given, 'live'), 'not-here')).toEqual([]);
  const off = { edges: ['camera.frame show.in'], nodes: { camera: { mode: 'muted' as const } } };
  expect(only(lintCase(casePipeline(off), 'live', bare), 'not-here')).toEqual([]);
});
