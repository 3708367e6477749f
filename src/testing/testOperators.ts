import { defineKernel, type KernelModule } from '#contract/kernel.ts';
import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import type { Chunk } from '#stream/chunk.ts';
import { defer } from '#base/deferred.ts';
import { micros } from '#stream/micros.ts';
import type { Frame } from '#stream/payload.ts';
import { z } from 'zod';
import { BT601 } from './payloads.ts';

const number = { type: 'value/number', doc: 'Numbers.' } as const;
const video = { type: 'video/raw', doc: 'Frames.' } as const;
const glyph = 'M2 8h12';
/** What a param has to say of itself. */
const named = { title: 'Param', description: 'Of a test.' };
const common = { title: 'Test', doc: 'Test.', category: 'flow', glyph } as const;

const countSpec = defineSpec({
  ...common,
  id: 'test/count',
  inputs: {},
  outputs: { out: number },
  params: z.strictObject({
    count: z.int().min(-1e6).max(1e6).default(10).meta(named),
    stepMs: z.number().min(-1e6).max(1e6).default(0).meta(named),
  }),
});

/** Sends 0, 1, 2… one a millisecond of media time; paced by the clock if `stepMs` is above 0. */
const count = defineKernel<typeof countSpec>((params, env) => ({
  async *produce(signal) {
    for (let i = 0; i < params.count; i++) {
      const timestamp = micros(i * 1000 * Math.max(1, params.stepMs));
      if (params.stepMs > 0) await env.clock.until(timestamp, signal);
      yield { out: { timestamp, payload: i } };
    }
  },
}));

const framesSpec = defineSpec({
  ...common,
  id: 'test/frames',
  inputs: {},
  outputs: { out: video },
  params: z.strictObject({ count: z.int().min(-1e6).max(1e6).default(10).meta(named) }),
});

/** Sends 8 × 4 grey frames filled with their index. */
const frames = defineKernel<typeof framesSpec>((params, env) => ({
  async *produce() {
    for (let i = 0; i < params.count; i++) {
      const payload = env.frames.allocate('GRAY8', 8, 4, BT601);
      payload.planes[0]!.fill(i);
      yield { out: { timestamp: micros(i * 1000), payload } };
    }
  },
}));

const addSpec = defineSpec({
  ...common,
  id: 'test/add',
  inputs: { in: number },
  outputs: { out: number },
  params: z.strictObject({ by: z.number().min(-1e6).max(1e6).default(1).meta(named) }),
  ratio: '1:1',
});

const add = defineKernel<typeof addSpec>((params) => {
  let { by } = params;
  return {
    process({ in: chunk }, emit) {
      return chunk && emit('out', { ...chunk, payload: chunk.payload + by });
    },
    update(next) {
      ({ by } = next);
    },
  };
});

const slowSpec = defineSpec({
  ...common,
  id: 'test/slow',
  inputs: { in: number },
  outputs: { out: number },
  params: z.strictObject({}),
  ratio: '1:1',
});

/** Passes on after a turn of the event loop, so that `process` is a promise. */
const slow = defineKernel<typeof slowSpec>(() => ({
  async process({ in: chunk }, emit) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
    if (chunk) await emit('out', chunk);
  },
}));

const evenSpec = defineSpec({
  ...common,
  id: 'test/even',
  inputs: { in: number },
  outputs: { out: number },
  params: z.strictObject({}),
});

/** Passes even numbers on; the others are gone without a word. */
const even = defineKernel<typeof evenSpec>(() => ({
  process({ in: chunk }, emit) {
    return chunk && chunk.payload % 2 === 0 ? emit('out', chunk) : undefined;
  },
}));

const pairSpec = defineSpec({
  ...common,
  id: 'test/pair',
  inputs: { a: number, b: number },
  outputs: { out: number },
  params: z.strictObject({}),
});

/** 1000 · a + b of one timestamp, −1 standing for a missing one. */
const pair = defineKernel<typeof pairSpec>(() => ({
  process({ a, b }, emit) {
    const { timestamp } = (a ?? b)!;
    return emit('out', { timestamp, payload: 1000 * (a?.payload ?? -1) + (b?.payload ?? -1) });
  },
}));

const failSpec = defineSpec({
  ...common,
  id: 'test/fail',
  inputs: { in: number },
  outputs: { out: number },
  params: z.strictObject({ at: z.int().min(-1e6).max(1e6).default(3).meta(named) }),
});

const fail = defineKernel<typeof failSpec>(({ at }) => ({
  process({ in: chunk }, emit) {
    if (chunk && chunk.payload >= at) throw new Error(`${chunk.payload} is too much.`);
    return chunk && emit('out', chunk);
  },
}));

const brightenSpec = defineSpec({
  ...common,
  id: 'test/brighten',
  inputs: { in: video },
  outputs: { out: video },
  params: z.strictObject({ by: z.number().min(-1e6).max(1e6).default(100).meta(named) }),
  ratio: '1:1',
});

/** Adds to every sample, in place where that is allowed. */
const brighten = defineKernel<typeof brightenSpec>(({ by }, env) => ({
  process({ in: chunk }, emit) {
    const payload = env.frames.writable(chunk!.payload);
    const plane = payload.planes[0]!;
    for (let i = 0; i < plane.length; i++) plane[i]! += by;
    return emit('out', { ...chunk!, payload });
  },
}));

const specs: readonly OperatorSpec[] = [
  countSpec,
  framesSpec,
  addSpec,
  slowSpec,
  evenSpec,
  pairSpec,
  failSpec,
  brightenSpec,
];

/** A catalog of small operators, and a sink that remembers what came. */
export interface TestCatalog {
  readonly specOf: (operator: string) => OperatorSpec | undefined;
  readonly loadKernel: (operator: string) => Promise<KernelModule>;
  /** What the sinks took: for a frame, its first sample. */
  readonly taken: readonly { readonly timestamp: number; readonly value: number }[];
  /** While shut, the sinks do not settle. */
  shut(): void;
  open(): void;
}

/** Makes a catalog with its own sinks `test/take` (numbers) and `test/take-frame`. */
export function testCatalog(): TestCatalog {
  const taken: { timestamp: number; value: number }[] = [];
  let gate: ReturnType<typeof defer<void>> | undefined;
  const sinkSpecs = [
    defineSpec({
      ...common,
      id: 'test/take',
      inputs: { in: number },
      outputs: {},
      params: z.strictObject({}),
    }),
    defineSpec({
      ...common,
      id: 'test/take-frame',
      inputs: { in: video },
      outputs: {},
      params: z.strictObject({}),
    }),
  ];
  const sink: KernelModule = {
    open: () => ({
      process(inputs) {
        const { timestamp, payload } = (inputs as { in: Chunk }).in;
        const value = typeof payload === 'number' ? payload : (payload as Frame).planes[0]![0]!;
        taken.push({ timestamp, value });
        return gate?.promise;
      },
    }),
  };
  const kernels: Readonly<Record<string, unknown>> = {
    'test/count': count,
    'test/frames': frames,
    'test/add': add,
    'test/slow': slow,
    'test/even': even,
    'test/pair': pair,
    'test/fail': fail,
    'test/brighten': brighten,
    'test/take': sink,
    'test/take-frame': sink,
  };
  const all = [...specs, ...sinkSpecs] as readonly OperatorSpec[];
  return {
    taken,
    specOf: (operator) => all.find(({ id }) => id === operator),
    async loadKernel(operator) {
      const kernel = kernels[operator];
      if (!kernel) throw new Error(`No operator is named '${operator}'.`);
      return kernel as KernelModule;
    },
    shut() {
      gate = defer();
    },
    open() {
      gate?.resolve();
      gate = undefined;
    },
  };
}

/** The catalog with one operator more. */
export function withOperator<C extends TestCatalog>(
  catalog: C,
  spec: OperatorSpec,
  kernel: unknown,
): C {
  return {
    ...catalog,
    specOf: (operator) => (operator === spec.id ? spec : catalog.specOf(operator)),
    loadKernel: async (operator) =>
      operator === spec.id ? (kernel as KernelModule) : catalog.loadKernel(operator),
  };
}
