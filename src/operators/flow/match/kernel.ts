import { Fault } from '#contract/fault.ts';
import { defineKernel } from '#contract/kernel.ts';
import { lend } from '#operators/flow/_shared/kept.ts';
import type { Chunk } from '#stream/chunk.ts';
import { IntervalJoin, type JoinedPair } from '#stream/eventTime/intervalJoin.ts';
import { type Micros, micros } from '#stream/micros.ts';
import type { spec } from './spec.ts';

/** Both streams are in order, so the lesser bound is the watermark. Pairs of one time leave a microsecond apart. */
export const kernel = defineKernel<typeof spec>(({ from, to }, env) => {
  if (from > to) {
    throw new Fault({
      title: 'Nothing can match',
      message: `“From” (${from} s) must not be above “to” (${to} s).`,
      remedies: [],
    });
  }
  const release = ({ payload }: Chunk): void => env.release(payload);
  const join = new IntervalJoin<Chunk, Chunk>(
    { lower: Math.round(from * 1e6), upper: Math.round(to * 1e6) },
    { a: release, b: release },
  );
  let last = -Infinity as Micros;

  return {
    async process(inputs, emit) {
      const pairs: JoinedPair<Chunk, Chunk>[] = [];
      for (const port of ['a', 'b'] as const) {
        const chunk = inputs[port];
        if (!chunk) continue;
        env.retain(chunk.payload);
        const found =
          port === 'a' ? join.addA(chunk.timestamp, chunk) : join.addB(chunk.timestamp, chunk);
        pairs.push(...found);
      }
      for (const { timestamp, a, b } of pairs) {
        last = micros(Math.max(timestamp, last + 1));
        const at = last;
        await lend(env, a, (kept) => emit('a', { ...kept, timestamp: at }));
        await lend(env, b, (kept) => emit('b', { ...kept, timestamp: at }));
      }
      const bound = Math.min(env.bound('a'), env.bound('b'));
      join.advance(bound - 1);
      await env.advance('a', bound);
      await env.advance('b', bound);
    },

    close() {
      join.advance(Infinity);
    },
  };
});
