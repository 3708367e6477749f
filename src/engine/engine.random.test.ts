import type { Pipeline } from '#pipeline/pipeline.ts';
import type { OverflowPolicy } from '#stream/queueSettings.ts';
import {
  sketch,
  runToEnd,
  expectClean,
  type NodeSketch,
  type EdgeSketch,
} from '#testing/engineRuns.ts';
import { testCatalog } from '#testing/testOperators.ts';
import { expect, test } from 'vitest';
import * as fc from 'fast-check';

test('random pipelines keep order and lose no chunk unaccounted', async () => {
  await fc.assert(
    fc.asyncProperty(
      randomPipeline(),
      fc.integer({ min: 2, max: 4 }),
      async (pipeline, workers) => {
        const catalog = testCatalog();
        const end = await runToEnd(pipeline, catalog, { mode: 'live', workers });
        expect(end.state).toBe('done');
        expectClean(end);
      },
    ),
    { numRuns: 40, seed: 7 },
  );
}, 60_000);

/** Layers of nodes, each wired to earlier ones, with a queue here and there. */
function randomPipeline(): fc.Arbitrary<Pipeline> {
  const kind = fc.constantFrom('add', 'slow', 'even', 'pair');
  const policy = fc.option(
    fc.constantFrom<OverflowPolicy>('block', 'drop-oldest', 'drop-newest', 'keep-latest'),
    { nil: undefined },
  );
  const node = fc.record({ kind, from: fc.nat(), other: fc.nat(), policy });
  return fc
    .record({ sources: fc.integer({ min: 1, max: 3 }), nodes: fc.array(node, { maxLength: 8 }) })
    .map(({ sources, nodes }) => {
      const placed: NodeSketch[] = Array.from({ length: sources }, (_, i) => [
        `s${i}`,
        'count',
        { count: 30 },
      ]);
      const edges: EdgeSketch[] = [];
      nodes.forEach((n, i) => {
        const id = `n${i}`;
        const pick = (k: number): string => `${placed[k % placed.length]![0]}.out`;
        if (n.kind === 'pair') {
          edges.push([pick(n.from), `${id}.a`, n.policy], [pick(n.other), `${id}.b`]);
        } else edges.push([pick(n.from), `${id}.in`, n.policy]);
        placed.push([id, n.kind]);
      });
      const open = placed.filter(([id]) => !edges.some(([from]) => from === `${id}.out`));
      open.forEach(([id], i) => {
        placed.push([`t${i}`, 'take']);
        edges.push([`${id}.out`, `t${i}.in`]);
      });
      return sketch(placed, edges);
    });
}
