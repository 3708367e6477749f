import { defineKernel } from '#contract/kernel.ts';
import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import type { Pipeline } from '#pipeline/pipeline.ts';
import { micros } from '#stream/micros.ts';
import { sketch } from './engineRuns.ts';
import { testCatalog, type TestCatalog, withOperator } from './testOperators.ts';
import { z } from 'zod';

const number = { type: 'value/number', doc: 'Numbers.' } as const;
const common = { title: 'Test', doc: 'Test.', category: 'flow', glyph: 'M2 8h12' } as const;
const described = { title: 'By', description: 'What is added.' };

/** The params of the operators that add. */
export const offsetParams = z.strictObject({
  by: z.number().min(0).max(50).default(1).meta(described),
  whole: z.int().min(0).max(9).default(0).meta({ title: 'Whole', description: 'Added too.' }),
  on: z.boolean().default(true).meta({ title: 'On', description: 'Off: adds nothing.' }),
  sign: z
    .enum(['plus', 'minus'])
    .default('plus')
    .meta({ title: 'Sign', description: 'Adds or subtracts.' }),
});

type OffsetParams = z.output<typeof offsetParams>;

function offsetOf({ by, whole, on, sign }: OffsetParams): number {
  return on ? (sign === 'plus' ? by + whole : -by - whole) : 0;
}

/** Adds what its params say, with `update` and without, and how many calls it takes at once. */
function offsetSpec(id: string, maxInFlight: number) {
  return defineSpec({
    ...common,
    id,
    inputs: { in: number },
    outputs: { out: number },
    params: offsetParams,
    maxInFlight,
    ratio: '1:1',
  });
}

const offset = offsetSpec('test/offset', 1);
const offsetKernel = defineKernel<typeof offset>((params) => {
  let added = offsetOf(params);
  return {
    process: ({ in: chunk }, emit) =>
      chunk && emit('out', { ...chunk, payload: chunk.payload + added }),
    update(next) {
      added = offsetOf(next);
    },
  };
});

const parallel = offsetSpec('test/parallel', 3);
const parallelKernel = defineKernel<typeof parallel>((params) => {
  let added = offsetOf(params);
  return {
    async process({ in: chunk }, emit) {
      const now = added;
      await new Promise<void>((resolve) => {
        setImmediate(resolve);
      });
      if (chunk) await emit('out', { ...chunk, payload: chunk.payload + now });
    },
    update(next) {
      added = offsetOf(next);
    },
  };
});

/** The one without `update`: opened anew for each value. */
export const stubborn = offsetSpec('test/stubborn', 1);
/** Its kernel. */
export const stubbornKernel = defineKernel<typeof stubborn>((params) => ({
  process: ({ in: chunk }, emit) =>
    chunk && emit('out', { ...chunk, payload: chunk.payload + offsetOf(params) }),
}));

const script = defineSpec({
  ...common,
  id: 'test/script',
  inputs: {},
  outputs: { out: number },
  params: z.strictObject({ steps: z.string().default('') }),
});

/** Sends values at their times in ms, written `2.5:10 7:NaN`. */
const scriptKernel = defineKernel<typeof script>(({ steps }) => ({
  async *produce() {
    for (const step of steps.split(' ').filter(Boolean)) {
      const [at, value] = step.split(':').map(Number);
      yield { out: { timestamp: micros(at! * 1000), payload: value! } };
    }
  },
}));

const sparse = defineSpec({
  ...common,
  id: 'test/tenth',
  inputs: { in: number },
  outputs: { out: number },
  params: z.strictObject({}),
});

/** Passes on every tenth number, ten times as large. */
const sparseKernel = defineKernel<typeof sparse>(() => ({
  process: ({ in: chunk }, emit) =>
    chunk && chunk.payload % 10 === 0
      ? emit('out', { ...chunk, payload: chunk.payload / 10 })
      : undefined,
}));

/** Small operators with params to drive, beside those of every test. */
export function drivenCatalog(): TestCatalog {
  const operators = [
    [offset, offsetKernel],
    [parallel, parallelKernel],
    [stubborn, stubbornKernel],
    [script, scriptKernel],
    [sparse, sparseKernel],
  ] as const;
  return operators.reduce(
    (catalog, [spec, kernel]) => withOperator(catalog, spec as OperatorSpec, kernel),
    testCatalog(),
  );
}

/** Ten numbers, one a millisecond, through an operator whose param `name` those steps drive. */
export function drivenBy(steps: string, name = 'by', operator = 'offset'): Pipeline {
  return sketch(
    [
      ['count', 'count', { count: 10 }],
      ['script', 'script', { steps }],
      ['offset', operator],
      ['take', 'take'],
    ],
    [
      ['count.out', 'offset.in'],
      ['script.out', `offset.${name}`],
      ['offset.out', 'take.in'],
    ],
  );
}
