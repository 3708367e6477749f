import type { EdgeId } from '#pipeline/pipeline.ts';
import { sketch } from '#testing/engineRuns.ts';
import { memberOf, readingAt } from '#testing/members.ts';
import { testCatalog } from '#testing/testOperators.ts';
import { expect, test } from 'vitest';
import { planPipeline } from './plan.ts';
import type { EdgeReading, WorkerReading } from './protocol.ts';
import { RunEnding } from './runEnding.ts';
import { thisThread } from './worker/thread.ts';

const edge: EdgeId = 'count.out→take.in';
const plan = planPipeline(
  sketch(
    [
      ['count', 'count'],
      ['take', 'take'],
    ],
    [['count.out', 'take.in', 'block']],
  ),
  testCatalog().specOf,
  { mode: 'batch', workers: 2 },
);

/** What a worker says of its end of the edge: one thing each time, the last again and again. */
function tellingOf(ends: readonly Partial<EdgeReading>[]): () => WorkerReading {
  let told = 0;
  return () => {
    const end = ends[Math.min(told, ends.length - 1)]!;
    told += 1;
    const reading = { queued: 0, bytes: 0, oldestMs: 0, span: 0, ...end };
    const buffers = reading.queued;
    return {
      ...readingAt(told),
      ended: true,
      edges: { [edge]: reading },
      open: { media: 0, buffers },
    };
  };
}

test('chunks that are still on their way when every node has ended are counted as they come', async () => {
  const sending = [{ sent: 5, queued: 2 }, { sent: 5, queued: 1 }, { sent: 5 }];
  const taking = [
    { delivered: 1, dropped: { cancelled: 1 } },
    { delivered: 1, dropped: { cancelled: 2 } },
    { delivered: 1, dropped: { cancelled: 4 } },
  ];
  using sender = memberOf(tellingOf(sending));
  using receiver = memberOf(tellingOf(taking));
  const members = [sender, receiver];
  const ending = new RunEnding({ plan, mode: 'batch', members, thread: thisThread });
  expect(await ending.lastCount()).toEqual({ violations: [], open: { media: 0, buffers: 0 } });
});

test('a chunk that never comes is found missing, and keeps no run from ending', async () => {
  using sender = memberOf(tellingOf([{ sent: 5 }]));
  using receiver = memberOf(tellingOf([{ delivered: 4 }]));
  const members = [sender, receiver];
  const ending = new RunEnding({ plan, mode: 'batch', members, thread: thisThread });
  const { violations } = await ending.lastCount();
  expect(violations).toEqual([`Edge ${edge}: 5 sent, but 4 delivered, 0 dropped and 0 queued.`]);
});
