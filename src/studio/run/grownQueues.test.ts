import type { EdgeSnapshot, RunSnapshot } from '#engine/snapshot.ts';
import { edgeId, emptyPipeline } from '#pipeline/pipeline.ts';
import { defaultQueue } from '#stream/queueSettings.ts';
import { expect, test } from 'vitest';
import { grownQueues } from './grownQueues.ts';

const edge = { from: 'a.frame', to: 'b.frame' } as const;
const id = edgeId(edge);
const usual = defaultQueue('video/raw');
const { capacity } = usual;

function run(grown: number, grownTo?: EdgeSnapshot['grownTo']): RunSnapshot {
  const reading: EdgeSnapshot = {
    sent: 9,
    delivered: 0,
    dropped: {},
    queued: 9,
    ahead: 0,
    capacity,
    bytes: 0,
    oldestMs: 0,
    span: 0,
    bound: 0,
    quietMs: 0,
    rate: 0,
    rateOut: 0,
    dropRate: 0,
    grown,
    ...(grownTo && { grownTo }),
  };
  const nothing = { nodes: {}, workers: [], violations: [] };
  return { state: 'running', elapsedMs: 1, ...nothing, edges: { [id]: reading } };
}

test('a queue that grew is told with what it grew to, and given as much by the fix', () => {
  const [finding] = grownQueues(run(9, { ...usual, capacity: 12 }), () => usual, []);
  expect(finding).toMatchObject({ severity: 'warning', edge: id, rule: 'grown-queue' });
  expect(finding!.title).toBe('Queue grew from 3 to 12 chunks');
  expect(finding!.fix!.title).toBe('Let 12 chunks wait');
  const drawn = { ...emptyPipeline, edges: [{ ...edge, queue: { overflow: 'block' as const } }] };
  const mended = finding!.fix!.apply(drawn);
  expect(mended.edges[0]!.queue).toEqual({ overflow: 'block', capacity: 12 });
});

test('nothing is told once the document gives as much, and of an edge that has no queue any more', () => {
  const grew = run(9, { ...usual, capacity: 12 });
  expect(grownQueues(grew, () => ({ ...usual, capacity: 12 }), [])).toEqual([]);
  expect(grownQueues(grew, () => undefined, [])).toEqual([]);
  expect(grownQueues(run(0), () => usual, [])).toEqual([]);
});

test('the list stays the same while it says the same, and changes when a queue grows on', () => {
  const first = grownQueues(run(1, { ...usual, capacity: 4 }), () => usual, []);
  expect(grownQueues(run(1, { ...usual, capacity: 4 }), () => usual, first)).toBe(first);
  expect(grownQueues(run(2, { ...usual, capacity: 5 }), () => usual, first)).not.toBe(first);
});

test('a queue that was full by its bytes gets more bytes', () => {
  const [finding] = grownQueues(run(1, { ...usual, bytes: 2 * usual.bytes }), () => usual, []);
  expect(finding!.title).toBe('Queue grew beyond its limits');
  const mended = finding!.fix!.apply({ ...emptyPipeline, edges: [edge] });
  expect(mended.edges[0]!.queue).toEqual({ bytes: 2 * usual.bytes });
});
