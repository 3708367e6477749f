import { gather, input, push, take, takeAll } from '#testing/gatherings.ts';
import { expect, test } from 'vitest';

test('T18 when every input is idle, the furthest of them counts, whichever was last; what comes back behind stays out', () => {
  for (const order of [
    ['a', 'b'],
    ['b', 'a'],
  ] as const) {
    const ports = { a: input('a', { onIdle: 'skip' }), b: input('b', { onIdle: 'skip' }) };
    const gathering = gather(Object.values(ports));
    ports.a.queue.advance(100);
    ports.b.queue.advance(50);
    expect(gathering.settled).toBe(50);
    for (const name of order) ports[name].queue.idle = true;
    expect(gathering.settled).toBe(100);
    // The node has said so.
    for (const each of Object.values(ports)) if (each.isLeftOut) each.passOver(gathering.settled);
    ports.b.queue.advance(60);
    expect(ports.b.isLeftOut).toBe(true);
    ports.a.queue.advance(200);
    expect(gathering.settled).toBe(200);
    push(ports.b, 70);
    expect(ports.b.read(0)).toMatchObject({ queued: 0, dropped: { late: 1 } });
    ports.b.queue.advance(150);
    expect([ports.b.isLeftOut, gathering.settled]).toEqual([false, 150]);
  }
});

test('T18 an idle input that is left out does not keep bounds from being served', () => {
  const [a, b] = [input('a'), input('b', { onIdle: 'skip' })];
  const gathering = gather([a, b], { kind: 'sync' }, { processBounds: true });
  b.queue.idle = true;
  a.queue.advance(10);
  expect(take(gathering)).toEqual([]);
  push(a, 20);
  a.queue.advance(25);
  expect(takeAll(gathering)).toEqual([[['a', 20]], []]);
  a.queue.idle = true;
  expect(take(gathering)).toBeUndefined();
});
