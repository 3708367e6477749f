import { samplesOf } from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { closeRing, createSoundRing, QUANTUM, ringReader, ringWriter } from './soundRing.ts';

const never = new AbortController().signal;

/** A ring, and how to write quantum `index` of a ramp, its second channel upside down. */
function ramp(slots: number) {
  const ring = createSoundRing(slots, 2);
  const writer = ringWriter(ring);
  const reader = ringReader(ring);
  const write = (index: number, { rate = 48_000, channels = 2, epoch = 0 } = {}): void => {
    const quantum = samplesOf(QUANTUM, (i) => index * QUANTUM + i);
    const both = [quantum, quantum.map((s) => -s)];
    writer.push(both.slice(0, channels), { index, sampleRate: rate, epoch });
  };
  /** Everything that waits, as one channel. */
  const read = (channel = 0): number[] => {
    const all: number[] = [];
    for (let run = reader.peek(3); run; run = reader.peek(3)) {
      const to = Array.from(
        { length: run.channels },
        () => new Float32Array(run!.quanta * QUANTUM),
      );
      reader.take(run, to);
      all.push(...to[channel]!);
    }
    return all;
  };
  return { ring, reader, write, read };
}

test('what goes in comes out, in order, also across the end of the memory', () => {
  const { reader, write, read } = ramp(8);
  const heard: number[] = [];
  let index = 0;
  for (const count of [5, 8, 1, 7, 3]) {
    for (let q = 0; q < count; q++) write(index++);
    heard.push(...read(1));
  }
  expect(heard).toEqual(Array.from({ length: 24 * QUANTUM }, (_, i) => -i));
  expect(reader.counts).toEqual({ written: 24, read: 24, overruns: 0 });
});

test('what finds no room is lost and counted, and nothing else is', () => {
  const { reader, write, read } = ramp(4);
  for (let index = 0; index < 6; index++) write(index);
  expect(read()).toHaveLength(4 * QUANTUM);
  write(6);
  expect(reader.peek(4)!.place.index).toBe(6);
  expect(reader.counts).toEqual({ written: 5, read: 4, overruns: 2 });
});

test('a run ends where rate, channels, source or order change', () => {
  const { reader, write } = ramp(16);
  write(0);
  write(1);
  write(3);
  write(4, { channels: 1 });
  write(5, { channels: 1, rate: 44_100 });
  write(6, { channels: 1, rate: 44_100, epoch: 1 });
  const lengths: number[] = [];
  for (let run = reader.peek(8); run; run = reader.peek(8)) {
    reader.take(run, [new Float32Array(1024), new Float32Array(1024)]);
    lengths.push(run.quanta);
  }
  expect(lengths).toEqual([2, 1, 1, 1, 1]);
});

test('a reader waits until enough is there, without holding up its thread', async () => {
  const { reader, write } = ramp(8);
  let woken = false;
  const wait = reader.wait(4, never).then((more) => {
    woken = true;
    return more;
  });
  for (let index = 0; index < 3; index++) write(index);
  await new Promise((resolve) => setImmediate(resolve));
  expect(woken).toBe(false);
  write(3);
  expect(await wait).toBe(true);
});

test('a wait ends with the ring, after what is left, and with its signal', async () => {
  const { ring, reader, write, read } = ramp(8);
  write(0);
  const wait = reader.wait(4, never);
  closeRing(ring);
  expect(await wait).toBe(true);
  read();
  expect(await reader.wait(4, never)).toBe(false);
  const other = ramp(8);
  const abort = new AbortController();
  const aborted = other.reader.wait(1, abort.signal);
  abort.abort();
  expect(await aborted).toBe(false);
});

test('counts go round after 2³² quanta', () => {
  const { ring, reader, write, read } = ramp(8);
  const control = new Int32Array(ring.control);
  control[0] = 0x7fffffff;
  control[1] = 0x7fffffff;
  for (let index = 0; index < 5; index++) write(index);
  expect(read()).toHaveLength(5 * QUANTUM);
  expect(reader.counts).toEqual({ written: 0x80000004, read: 0x80000004, overruns: 0 });
});
