import { defineKernel } from '#contract/kernel.ts';
import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import type { Chunk } from '#stream/chunk.ts';
import { z } from 'zod';
import { type TestCatalog, testCatalog, withOperator } from './testOperators.ts';

const number = { type: 'value/number', doc: 'Numbers.' } as const;
const common = { title: 'Test', doc: 'Test.', category: 'flow', glyph: 'M2 8h12' } as const;

/** A catalog with `test/lag`, which sends a chunk once it has `count` newer ones. */
export function lagging(count: number, holds?: number): TestCatalog {
  const spec = defineSpec({
    ...common,
    id: 'test/lag',
    inputs: { in: number },
    outputs: { out: number },
    params: z.strictObject({}),
    bounds: 'self',
    ...(holds !== undefined && { holds }),
  });
  const kernel = defineKernel<typeof spec>(() => {
    const held: Chunk<'value/number'>[] = [];
    return {
      process({ in: chunk }, emit) {
        held.push(chunk!);
        return held.length > count ? emit('out', held.shift()!) : undefined;
      },
      async flush(emit) {
        for (const chunk of held) await emit('out', chunk);
      },
    };
  });
  return withOperator(testCatalog(), spec as OperatorSpec, kernel);
}
