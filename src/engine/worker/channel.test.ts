import { makeFrame } from '#testing/payloads.ts';
import type { Chunk } from '#stream/chunk.ts';
import { frameBytes, frameOver } from '#stream/frames.ts';
import { type Bound, DONE, micros } from '#stream/micros.ts';
import type { Frame, FrameFormat } from '#stream/payload.ts';
import { createSharedStore } from '#stream/sharedSlots.ts';
import { expect, test } from 'vitest';
import type { ChannelReceiver } from './channel.ts';
import { createFrameRing } from './frameRing.ts';
import { Memory } from './memory.ts';
import { openReceiver, openSender } from './openChannel.ts';
import { nextTurn } from './turns.ts';
import { thisThread } from './thread.ts';

const PAGE = 65_536;

type Said = { readonly chunk: Chunk } | { readonly bound: Bound } | { readonly isIdle: boolean };

/** Two ends of an edge in two memories, with what the receiver has said. */
function join(plane: 'shared memory' | 'messages', { bytes = 64 * PAGE, credit = 4 } = {}) {
  const store = plane === 'shared memory' ? createSharedStore(bytes) : undefined;
  const [from, to] = [new Memory(store, store !== undefined), new Memory(store)];
  const { port1, port2 } = new MessageChannel();
  const ring = store ? { ring: createFrameRing() } : {};
  const edge = 'a.out→b.in' as never;
  const said: Said[] = [];
  let credits = 0;
  const scope = (memory: Memory) => ({ memory, thread: thisThread });
  const sender = openSender(
    { edge, port: port1, ...ring },
    scope(from) as never,
    credit,
    () => void (credits += 1),
  );
  const receiver: ChannelReceiver = openReceiver(
    { edge, port: port2, ...ring },
    scope(to) as never,
    {
      onChunk: (chunk) => void said.push({ chunk }),
      onBound: (bound) => void said.push({ bound }),
      onIdle: (isIdle) => void said.push({ isIdle }),
      onSettled: () => {},
    },
  );
  const frame = (format: FrameFormat, width: number, height: number, level: number): Frame => {
    const like = makeFrame(format, width, height, (p, x, y) => level + 40 * p + 7 * y + x);
    const own = from.pool.takeBytes(frameBytes(format, width, height));
    const taken = frameOver(own, format, width, height, like.colour);
    taken.planes.forEach((plane_, p) => plane_.set(like.planes[p]!));
    return taken;
  };
  return {
    from,
    to,
    sender,
    receiver,
    said,
    frame,
    credits: () => credits,
    [Symbol.dispose]() {
      sender.close();
      receiver.close();
    },
  };
}

/** Waits for something another thread would do; a hundred turns are plenty. */
async function eventually(met: () => boolean): Promise<void> {
  for (let turn = 0; turn < 100 && !met(); turn++) await nextTurn();
  expect(met()).toBe(true);
}

const at = (i: number, payload: Chunk['payload']): Chunk => ({ timestamp: micros(i), payload });

test.each(['shared memory', 'messages'] as const)(
  'through %s, chunks and bounds keep their order',
  async (plane) => {
    using way = join(plane);
    const { sender, said, from, to, frame } = way;
    const frames = (['I420', 'RGBA', 'GRAY8'] as const).map((format, i) => frame(format, 7, 5, i));
    const copies = frames.map((f) => f.planes.map((p) => [...p]));
    sender.send({ ...at(1, frames[0]!), duration: micros(40) });
    sender.send(at(2, frames[1]!));
    // A number takes the other road, and keeps its place.
    sender.send(at(3, 7));
    sender.send(at(4, frames[2]!));
    sender.tell(9);
    await eventually(() => said.length >= 5);
    const chunks = said.flatMap((news) => ('chunk' in news ? [news.chunk] : []));
    expect(chunks.map(({ timestamp }) => timestamp)).toEqual([1, 2, 3, 4]);
    expect(said.at(-1)).toEqual({ bound: 9 });
    expect([chunks[0]!.duration, chunks[1]!.duration]).toEqual([40, undefined]);
    expect(chunks[2]!.payload).toBe(7);
    const arrived = [0, 1, 3].map((i) => chunks[i]!.payload as Frame);
    expect(arrived.map(({ format, width, height }) => [format, width, height])).toEqual([
      ['I420', 7, 5],
      ['RGBA', 7, 5],
      ['GRAY8', 7, 5],
    ]);
    expect(arrived.map((f) => f.planes.map((p) => [...p]))).toEqual(copies);
    expect([from.pool.held, to.pool.held]).toEqual([0, 3]);
    expect(arrived.every((f) => to.pool.alone(f.planes[0]!))).toBe(true);
    sender.tell(DONE);
    await eventually(() => said.length === 6);
    expect(said.at(-1)).toEqual({ bound: DONE });
  },
);

test.each(['shared memory', 'messages'] as const)(
  'through %s, credit is spent and comes back',
  async (plane) => {
    using way = join(plane, { credit: 2 });
    const { sender, receiver, said, frame, credits, to } = way;
    sender.send(at(1, frame('GRAY8', 4, 4, 0)));
    sender.send(at(2, frame('GRAY8', 4, 4, 1)));
    expect(sender.credit).toBe(0);
    sender.awaitCredit();
    await eventually(() => said.length === 2);
    expect(credits()).toBe(0);
    to.release((said[0] as { readonly chunk: Chunk }).chunk.payload);
    receiver.grant();
    await eventually(() => credits() === 1);
    expect(sender.credit).toBe(1);
  },
);

test.each(['shared memory', 'messages'] as const)(
  'through %s, a frame that somebody still holds stays as it is for them',
  async (plane) => {
    using way = join(plane);
    const { sender, said, from, to, frame } = way;
    const held = frame('GRAY8', 4, 4, 3);
    from.retain(held);
    sender.send(at(1, held));
    await eventually(() => said.length === 1);
    const there = (said[0] as { readonly chunk: Chunk }).chunk.payload as Frame;
    const scope: Frame[] = [];
    const mine = to.writable(there, scope);
    mine.planes[0]!.fill(200);
    expect(held.planes[0]![0]).toBe(3);
    for (const copy of scope) to.release(copy);
    to.release(there);
    from.release(held);
    expect([from.pool.held, to.pool.held]).toEqual([0, 0]);
  },
);

test.each(['shared memory', 'messages'] as const)(
  'through %s, that a stream is idle comes behind its chunks and bounds, and is taken back',
  async (plane) => {
    using way = join(plane);
    const { sender, said, frame } = way;
    sender.send(at(1, frame('GRAY8', 4, 4, 0)));
    sender.tell(5);
    sender.tellIdle(true);
    await eventually(() => said.length >= 3);
    expect('chunk' in said[0]!).toBe(true);
    expect(said.slice(1)).toEqual([{ bound: 5 }, { isIdle: true }]);
    sender.tellIdle(false);
    await eventually(() => said.length >= 4);
    expect(said.at(-1)).toEqual({ isIdle: false });
    sender.tellIdle(true);
    sender.tell(9);
    await eventually(() => said.some((news) => 'bound' in news && news.bound === 9));
    // The receiver's queue takes idleness back with a higher bound; nothing says it again behind that.
    const last = said.findLastIndex((news) => 'bound' in news);
    expect(said.slice(last + 1)).not.toContainEqual({ isIdle: true });
  },
);

test.each(['shared memory', 'messages'] as const)(
  'through %s, what is needed goes against the way of the chunks',
  async (plane) => {
    using way = join(plane);
    const heard: unknown[] = [];
    way.sender.onNeed = (need) => void heard.push(need);
    const need = { kind: 'underflow', timestamp: 7, jitter: 3, proportion: 1.5 } as const;
    way.receiver.tellUp(need);
    await eventually(() => heard.length === 1);
    expect(heard).toEqual([need]);
  },
);

test('where no slot is left, frames are transferred, in their order', async () => {
  using way = join('shared memory', { bytes: PAGE });
  const { sender, said, from, frame } = way;
  const frames = [0, 1, 2].map((level) => frame('GRAY8', 64, 64, level));
  expect(frames.map((f) => from.pool.shared(f.planes[0]!))).toEqual([true, false, false]);
  frames.forEach((f, i) => sender.send(at(i, f)));
  await eventually(() => said.length === 3);
  const levels = said.map((news) => 'chunk' in news && (news.chunk.payload as Frame).planes[0]![0]);
  expect(levels).toEqual([0, 1, 2]);
  expect(from.copies).toBe(0);
});
