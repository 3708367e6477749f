import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import { setQueue } from '#pipeline/edges.ts';
import type { Edge, EdgeId, Pipeline } from '#pipeline/pipeline.ts';
import { edgeId, emptyPipeline } from '#pipeline/pipeline.ts';
import { wiringOf } from '#pipeline/wiring.ts';
import type { Micros } from '#stream/micros.ts';
import { defaultQueue } from '#stream/queueSettings.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { latencyBudget, type LatencyParts } from './latencyBudget.ts';
import { starvedJoins } from './starvedJoins.ts';

const common = { doc: '', glyph: '', category: 'video', params: z.strictObject({}) } as const;
const video = { type: 'video/raw', doc: '' } as const;
const ms = (value: number): Micros => (value * 1000) as Micros;

const specs = [
  defineSpec({
    ...common,
    id: 'camera',
    title: 'Camera',
    inputs: {},
    outputs: { out: video },
    live: true,
    params: z.strictObject({
      rate: z
        .number()
        .min(1)
        .max(60)
        .default(25)
        .meta({ title: 'Rate', description: 'Frames a second.', unit: 'fps' }),
    }),
  }),
  defineSpec({
    ...common,
    id: 'hold',
    title: 'Hold',
    inputs: { in: video },
    outputs: { out: video },
    latency: { min: ms(120), max: ms(120) },
  }),
  defineSpec({
    ...common,
    id: 'pair',
    title: 'Pair',
    inputs: { a: video, b: video },
    outputs: { out: video },
  }),
  defineSpec({ ...common, id: 'show', title: 'Show', inputs: { in: video }, outputs: {} }),
] as readonly OperatorSpec[];

/** Nodes named for their operators, edges as `camera.out pair.a`; every edge named in `queued` has a queue. */
function partsOf(edges: readonly string[], queued: readonly string[]): LatencyParts {
  const list = edges.map((text) => {
    const [from, to] = text.split(' ');
    return { from, to } as Edge;
  });
  const names = new Set(
    list.flatMap(({ from, to }) => [from, to].map((ref) => ref.split('.')[0]!)),
  );
  const pipeline: Pipeline = {
    ...emptyPipeline,
    nodes: [...names].map((id) => ({
      id: id as Pipeline['nodes'][number]['id'],
      operator: id,
      operatorVersion: 1,
      at: [0, 0],
      params: id === 'camera' ? { rate: 25 } : {},
    })),
    edges: list,
  };
  const ids = queued.map((text) => text.replace(' ', '→'));
  return {
    pipeline,
    specOf: (id) => specs.find((spec) => spec.id === id),
    wiring: wiringOf(pipeline),
    queueOf: (id) => (ids.includes(id) ? defaultQueue('video/raw') : undefined),
  };
}

test('an end has what its operators hold back, after the one chunk that a device takes', () => {
  const parts = partsOf(
    ['camera.out hold.in', 'hold.out show.in'],
    ['camera.out hold.in', 'hold.out show.in'],
  );
  // 40 ms for a frame at 25 fps, 120 held back; two queues of three frames take 240 more.
  expect(latencyBudget(parts)).toEqual([
    { end: 'show', min: 160_000, max: 400_000, way: ['camera', 'hold', 'show'] },
  ]);
});

test('a queue that is read from a fill level on holds back what it waits for', () => {
  const parts = partsOf(['camera.out show.in'], ['camera.out show.in']);
  const queue = { ...defaultQueue('video/raw'), capacity: 5, leastChunks: 4 };
  // At 25 fps the fourth frame comes 120 ms after the first, which took 40.
  expect(latencyBudget({ ...parts, queueOf: () => queue })).toMatchObject([{ min: 160_000 }]);
  const longer = { ...queue, leastSeconds: 0.5 };
  expect(latencyBudget({ ...parts, queueOf: () => longer })).toMatchObject([{ min: 540_000 }]);
});

const diamond = ['camera.out pair.a', 'camera.out hold.in', 'hold.out pair.b', 'pair.out show.in'];

test('a join starves if one way holds back longer than the other can wait', () => {
  const parts = partsOf(diamond, ['camera.out pair.a', 'hold.out pair.b']);
  const [trouble, ...others] = starvedJoins(parts, (id) => parts.wiring.into(id));
  expect(others).toEqual([]);
  // Three frames at 25 fps last 120 ms, which is just enough.
  expect(trouble).toBeUndefined();
  const { pipeline } = parts;
  const short: EdgeId = edgeId(pipeline.edges[0]!);
  const two = { ...parts, pipeline: setQueue(pipeline, short, { capacity: 2 }) };
  const shortened: LatencyParts = {
    ...two,
    queueOf: (id) =>
      id === short ? { ...defaultQueue('video/raw'), capacity: 2 } : parts.queueOf(id),
  };
  expect(starvedJoins(shortened, (id) => shortened.wiring.into(id))).toEqual([
    {
      fork: 'camera',
      join: 'pair',
      short,
      slow: 'hold.out→pair.b',
      needed: 120_000,
      held: 80_000,
      capacity: 4,
    },
  ]);
});

test('inside a task a join keeps whatever it waits with', () => {
  const parts = partsOf(diamond, []);
  expect(starvedJoins(parts, (id) => parts.wiring.into(id))).toEqual([]);
});

test('an end that nothing reaches has no latency', () => {
  expect(latencyBudget(partsOf(['pair.out show.in'], []))).toEqual([]);
});
