import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findLoops, findPath } from './loops.ts';
import type { Edge, NodeId } from './pipeline.ts';

const graphs = fc
  .array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 14 })
  .map((pairs) => pairs.map(([a, b]): Edge => ({ from: `n${a}.out`, to: `n${b}.in` })));

function ends({ from, to }: Edge): readonly [string, string] {
  return [from.split('.')[0]!, to.split('.')[0]!];
}

/** Kahn's algorithm: nodes without incoming edges are taken away until none is left, or only loops are. */
function hasLoop(edges: readonly Edge[]): boolean {
  let left = edges.map(ends);
  for (;;) {
    const next = left.filter(([from]) => left.some(([, to]) => to === from));
    if (next.length === left.length) return left.length > 0;
    left = next;
  }
}

test('loops are found exactly where taking away sources leaves something over', () => {
  fc.assert(
    fc.property(graphs, (edges) => {
      expect(findLoops(new Map(edges.entries())).length > 0).toBe(hasLoop(edges));
    }),
    { seed: 20_267, numRuns: 2000 },
  );
});

test('every loop is a way along edges from the target of its edge to its source', () => {
  fc.assert(
    fc.property(graphs, (edges) => {
      for (const { index, nodes } of findLoops(new Map(edges.entries()))) {
        expect([nodes.at(-1), nodes[0]]).toEqual(ends(edges[index]!));
        nodes.slice(1).forEach((node, step) => {
          expect(edges.map(ends)).toContainEqual([nodes[step], node]);
        });
      }
    }),
    { seed: 20_268, numRuns: 1000 },
  );
});

test('without the edges that lead back there is no loop left', () => {
  fc.assert(
    fc.property(graphs, (edges) => {
      const back = new Set(findLoops(new Map(edges.entries())).map(({ index }) => index));
      expect(hasLoop(edges.filter((_, index) => !back.has(index)))).toBe(false);
    }),
    { seed: 20_269, numRuns: 1000 },
  );
});

test('a path exists exactly where spreading from the start reaches the goal', () => {
  fc.assert(
    fc.property(graphs, fc.nat(7), fc.nat(7), (edges, a, b) => {
      const reached = new Set([`n${a}`]);
      for (let round = 0; round < 8; round++) {
        for (const [from, to] of edges.map(ends)) if (reached.has(from)) reached.add(to);
      }
      const path = findPath(edges, `n${a}` as NodeId, `n${b}` as NodeId);
      expect(path !== undefined).toBe(reached.has(`n${b}`));
      path?.slice(1).forEach((node, step) => {
        expect(edges.map(ends)).toContainEqual([path[step], node]);
      });
    }),
    { seed: 20_270, numRuns: 1000 },
  );
});
