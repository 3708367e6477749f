import { createEngine } from '#engine/createEngine.ts';
import {
  expectClean,
  hasEnded,
  nodeOf,
  noHosts,
  sketch,
  until,
  values,
} from '#testing/engineRuns.ts';
import { inProcess } from '#testing/inProcess.ts';
import { testCatalog } from '#testing/testOperators.ts';
import { expect, test } from 'vitest';

const planes = [
  ['shared memory', true],
  ['transfer', false],
] as const;

test.each(planes)(
  'by %s, frames cross in order and an in-place kernel spoils no sibling',
  async (_, sharesMemory) => {
    const catalog = testCatalog();
    const { specOf, loadKernel } = catalog;
    await using engine = createEngine({
      spawn: inProcess(loadKernel),
      hosts: noHosts,
      specOf,
      workers: 3,
      sharesMemory,
    });
    // Twice, since memory is lent to one run after another.
    for (const first of [0, 80]) {
      await engine.start(
        sketch(
          [
            ['frames', 'frames', { count: 40 }],
            ['brighten', 'brighten', { by: 100 }],
            ['a', 'take-frame'],
            ['b', 'take-frame'],
          ],
          [
            ['frames.out', 'brighten.in', 'block'],
            ['frames.out', 'b.in', 'block'],
            ['brighten.out', 'a.in', 'block'],
          ],
        ),
        { mode: 'batch', seed: 1 },
      );
      const end = await until(engine, hasEnded);
      expect(nodeOf(end, 'frames').worker).not.toBe(nodeOf(end, 'brighten').worker);
      expectClean(end);
      const taken = values(catalog).slice(first);
      const count = (from: number) => Array.from({ length: 40 }, (__, i) => from + i);
      expect(taken.filter((value) => value < 100)).toEqual(count(0));
      expect(taken.filter((value) => value >= 100)).toEqual(count(100));
      await engine.stop();
    }
  },
);
