import type { InputPart } from '#engine/protocol.ts';
import type { EdgeId } from '#pipeline/pipeline.ts';
import { micros } from '#stream/micros.ts';
import { defaultQueue } from '#stream/queueSettings.ts';
import { expect, test } from 'vitest';
import type { ChannelListener } from './channel.ts';
import { Memory } from './memory.ts';
import { NodeInput } from './nodeInput.ts';
import type { NodeRuntime } from './nodeRuntime.ts';
import { RemoteEntry } from './remoteEntry.ts';
import { thisThread } from './thread.ts';

const part: InputPart = {
  port: 'in',
  sync: true,
  set: 'in',
  onIdle: 'wait',
  loopback: false,
  edge: 's.out→n.in' as EdgeId,
  link: 'remote',
  queue: defaultQueue('value/number'),
  credit: 1,
};

test('what a dead worker had sent is counted when it comes after the news of its death', async () => {
  const input = new NodeInput(part, new Memory());
  const node = { alive: true, takes: true } as NodeRuntime;
  let listener!: ChannelListener;
  let granted = 0;
  const entry = new RemoteEntry({ node, input, schedule: () => {} }, thisThread, (heard) => {
    listener = heard;
    return { grant: () => void (granted += 1), tellUp: () => {}, close: () => {} };
  });
  listener.onChunk({ timestamp: micros(1), payload: 1 });
  entry.lose();
  listener.onChunk({ timestamp: micros(2), payload: 2 });
  listener.onBound(3);
  expect(input.queue.length).toBe(1);
  expect(input.queue.bound).toBe(Infinity);
  expect(input.read(0)).toMatchObject({ queued: 1, dropped: { 'node-failed': 1 } });
  await Promise.resolve();
  expect(granted).toBe(1);
});

test('what comes to a node that takes no more still says how far its stream is', () => {
  const input = new NodeInput(part, new Memory());
  const node = { alive: false, takes: false, refusal: 'node-failed' } as NodeRuntime;
  let listener!: ChannelListener;
  const entry = new RemoteEntry({ node, input, schedule: () => {} }, thisThread, (heard) => {
    listener = heard;
    return { grant: () => {}, tellUp: () => {}, close: () => {} };
  });
  listener.onChunk({ timestamp: micros(7), payload: 1 });
  expect(input.read(0)).toMatchObject({ bound: 8, dropped: { 'node-failed': 1 } });
  entry.close();
});

test('what comes behind an end that its sender does not know of is counted, and gives its credit back', async () => {
  const input = new NodeInput(part, new Memory());
  const node = { alive: true, takes: true, refusal: 'cancelled' } as NodeRuntime;
  let listener!: ChannelListener;
  let granted = 0;
  const entry = new RemoteEntry({ node, input, schedule: () => {} }, thisThread, (heard) => {
    listener = heard;
    return { grant: () => void (granted += 1), tellUp: () => {}, close: () => {} };
  });
  input.queue.advance(Infinity);
  listener.onChunk({ timestamp: micros(7), payload: 1 });
  expect(input.read(0)).toMatchObject({ queued: 0, dropped: { cancelled: 1 } });
  await Promise.resolve();
  expect(granted).toBe(1);
  entry.close();
});
