import { defineKernel } from '#contract/kernel.ts';
import { defineSpec } from '#contract/spec.ts';
import { expectClean, nodeOf, runToEnd, sketch } from '#testing/engineRuns.ts';
import { BT601 } from '#testing/payloads.ts';
import { type TestCatalog, testCatalog, withOperator } from '#testing/testOperators.ts';
import { micros } from '#stream/micros.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';

const video = { type: 'video/raw', doc: 'Frames.' } as const;
const common = { doc: 'Test.', category: 'flow', glyph: 'M2 8h12' } as const;

const widths = defineSpec({
  ...common,
  id: 'test/widths',
  title: 'Camera',
  inputs: {},
  outputs: { out: video },
  params: z.strictObject({ widths: z.array(z.int()).default([]) }),
});

/** One frame for each width, four rows high. */
const widthsKernel = defineKernel<typeof widths>(({ widths: all }, env) => ({
  async *produce() {
    for (const [i, width] of all.entries()) {
      const payload = env.frames.allocate('GRAY8', width, 4, BT601);
      payload.planes[0]!.fill(i);
      yield { out: { timestamp: micros(i * 1000), payload } };
    }
  },
}));

const narrow = defineSpec({
  ...common,
  id: 'test/narrow',
  title: 'Narrow',
  inputs: { in: { ...video, caps: { width: { min: 1, max: 8 } } } },
  outputs: { out: video },
  params: z.strictObject({}),
});

const narrowKernel = defineKernel<typeof narrow>(() => ({
  process: ({ in: chunk }, emit) => chunk && emit('out', chunk),
}));

function catalogOf(): TestCatalog {
  return withOperator(withOperator(testCatalog(), widths, widthsKernel), narrow, narrowKernel);
}

const chain = (sizes: readonly number[], between: readonly (readonly [string, string])[] = []) => {
  const ids = ['camera', ...between.map(([id]) => id), 'narrow', 'take'];
  return sketch(
    [
      ['camera', 'widths', { widths: [...sizes] }],
      ...between,
      ['narrow', 'narrow'],
      ['take', 'take-frame'],
    ],
    ids.slice(1).map((id, i) => [`${ids[i]!}.out`, `${id}.in`] as const),
  );
};

test('a size that changes within what an input takes goes on in the same stream', async () => {
  const catalog = catalogOf();
  const end = await runToEnd(chain([8, 4, 6, 8]), catalog, { mode: 'batch' });
  expect(end.state).toBe('done');
  expect(catalog.taken.map(({ value }) => value)).toEqual([0, 1, 2, 3]);
  expectClean(end);
});

test('a chunk that an input does not take fails its node with the field and both sides', async () => {
  const catalog = catalogOf();
  const end = await runToEnd(chain([8, 8, 16, 8]), catalog, { mode: 'live' });
  expect(nodeOf(end, 'narrow')).toMatchObject({
    state: 'error',
    fault: {
      title: 'Width differs',
      message: 'Width: Camera offers 16 px, Narrow needs 1 to 8 px.',
      remedies: ['retry'],
    },
  });
  expect(catalog.taken.map(({ value }) => value)).toEqual([0, 1]);
  expect(end.state).toBe('failed');
  expectClean(end);
});

test('a node is named that passed on what does not fit, not where it came from', async () => {
  const catalog = catalogOf();
  const end = await runToEnd(chain([8, 16], [['gray', 'brighten']]), catalog, { mode: 'batch' });
  expect(nodeOf(end, 'narrow').fault?.message).toBe(
    'Width: Test offers 16 px, Narrow needs 1 to 8 px.',
  );
  expectClean(end);
});
