import type { AudioBlock } from '#stream/payload.ts';
import { closeRing, createSoundRing, QUANTUM, ringWriter } from '#stream/soundRing.ts';
import { runKernel } from '#testing/runKernel.ts';
import { samplesOf, sine } from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { createSoundWatch } from './soundWatch.ts';
import { spec } from './spec.ts';

const params = spec.params.parse({});

/** A stand-in for a microphone: stereo blocks of 480 samples at 48 kHz; sample i of block b is b + i / 1000. */
function microphone(times: readonly number[]) {
  const open = new Set<number>();
  const blocks = new ReadableStream<AudioData>({
    start(controller) {
      times.forEach((timestamp, index) => {
        open.add(index);
        controller.enqueue({
          numberOfChannels: 2,
          numberOfFrames: 480,
          sampleRate: 48_000,
          timestamp,
          copyTo(destination: Float32Array, { planeIndex }: { planeIndex: number }) {
            for (let i = 0; i < 480; i++) {
              destination[i] = (index + i / 1000) * (planeIndex === 0 ? 1 : -1);
            }
          },
          close: () => open.delete(index),
        } as unknown as AudioData);
      });
      controller.close();
    },
  });
  return { blocks, open };
}

test('blocks become planar floats, timed by counting samples, and are closed', async () => {
  const device = microphone([7_000, 17_004, 26_996, 90_000]);
  const run = await runKernel(kernel, {
    params,
    take: 4,
    hosts: { microphone: async () => ({ blocks: device.blocks, label: 'test' }) },
  });
  const chunks = run.emitted.map(({ chunk }) => chunk);
  const start = chunks[0]!.timestamp;
  expect(chunks.map(({ timestamp }) => timestamp - start)).toEqual([0, 10_000, 20_000, 83_000]);
  const payloads = chunks.map(({ payload }) => payload as AudioBlock);
  expect(payloads.map(({ discontinuity }) => discontinuity)).toEqual([
    undefined,
    undefined,
    undefined,
    true,
  ]);
  expect(payloads[1]!.channels.map((channel) => channel[500 - 21])).toEqual([
    Math.fround(1.479),
    Math.fround(-1.479),
  ]);
  expect(device.open.size).toBe(0);
});

test('a microphone that goes away fails the node in words', async () => {
  const run = runKernel(kernel, {
    params,
    hosts: { microphone: async () => ({ blocks: microphone([0]).blocks, label: 'test' }) },
  });
  await expect(run).rejects.toMatchObject({ notice: { title: 'Microphone stopped' } });
});

/** Quanta of the index, rate, channels and source said, as an audio thread writes them. */
interface Written {
  readonly from: number;
  readonly count: number;
  readonly rate?: number;
  readonly channels?: number;
  readonly epoch?: number;
}

/** A ring that has been filled so, and then closed: sample i of a source is i / 1e6. */
function filledRing(parts: readonly Written[]) {
  const ring = createSoundRing(256, 2);
  const writer = ringWriter(ring);
  for (const { from, count, rate = 48_000, channels = 1, epoch = 0 } of parts) {
    for (let index = from; index < from + count; index++) {
      const quantum = samplesOf(QUANTUM, (i) => (index * QUANTUM + i) / 1e6);
      const place = { index, sampleRate: rate, epoch };
      writer.push(
        Array.from({ length: channels }, () => quantum),
        place,
      );
    }
  }
  closeRing(ring);
  return { microphone: async () => ({ ring, label: 'test' }) };
}

const blocksOf = async (parts: readonly Written[], take: number) => {
  const run = await runKernel(kernel, { params, take, hosts: filledRing(parts) });
  const start = run.emitted[0]!.chunk.timestamp;
  const blocks = run.emitted.map(({ chunk }) => {
    const { channels, sampleRate, discontinuity } = chunk.payload as AudioBlock;
    const { length } = channels[0]!;
    const at = chunk.timestamp - start;
    return { at, length, count: channels.length, sampleRate, isGap: discontinuity === true };
  });
  return { run, blocks };
};

test('what the audio thread writes arrives whole, in time, and is counted', async () => {
  const { run, blocks } = await blocksOf([{ from: 100, count: 64 }], 4);
  expect(blocks.map(({ at, length }) => [at, length])).toEqual([
    [0, 2048],
    [42_667, 2048],
    [85_333, 2048],
    [128_000, 2048],
  ]);
  const samples = run.emitted.flatMap(({ chunk }) => [
    ...(chunk.payload as AudioBlock).channels[0]!,
  ]);
  expect(samples).toEqual([...samplesOf(64 * QUANTUM, (i) => (100 * QUANTUM + i) / 1e6)]);
  expect(run.facts).toMatchObject({ 'Samples in': 64 * QUANTUM, 'Samples lost': 0 });
  expect(run.drops).toEqual({});
});

test('samples that were lost are a gap of their length, and are counted', async () => {
  const { run, blocks } = await blocksOf(
    [
      { from: 0, count: 3 },
      { from: 4, count: 3 },
    ],
    2,
  );
  expect(blocks.map(({ at, isGap }) => [at, isGap])).toEqual([
    [0, false],
    [Math.round((4 * QUANTUM * 1e6) / 48_000), true],
  ]);
  expect(run.drops).toEqual({ 'queue-full': 1 });
});

test('F18 a device that changes rate and channels gives one gap, and time goes on', async () => {
  const { blocks } = await blocksOf(
    [
      { from: 50, count: 16, rate: 44_100 },
      { from: 0, count: 32, rate: 48_000, channels: 2, epoch: 1 },
    ],
    3,
  );
  expect(blocks.map(({ sampleRate, count, isGap }) => [sampleRate, count, isGap])).toEqual([
    [44_100, 1, false],
    [48_000, 2, true],
    [48_000, 2, false],
  ]);
  const first = (16 * QUANTUM * 1e6) / 44_100;
  expect(blocks[1]!.at).toBeGreaterThanOrEqual(Math.floor(first));
  expect(blocks[2]!.at - blocks[1]!.at).toBe(Math.round((16 * QUANTUM * 1e6) / 48_000));
});

test('a muted microphone is noticed after 5 s and a loud one at once; both pass', () => {
  const watch = createSoundWatch();
  const block = (samples: Float32Array<ArrayBuffer>): AudioBlock => ({
    kind: 'audio',
    sampleRate: 48_000,
    channels: [samples, samples],
  });
  const silence = block(new Float32Array(6000));
  const words = Array.from({ length: 60 }, () => watch(silence));
  expect(words.indexOf('Silent for 5 s: is it muted?')).toBe(39);
  const quiet = block(sine(48_000, 100, 0.1, 0.001));
  expect(watch(quiet)).toBeUndefined();
  const loud = block(sine(48_000, 100, 0.1, 1.5).map((s) => Math.max(-1, Math.min(1, s))));
  expect(watch(loud)).toBe('Too loud: it clips');
  const after = Array.from({ length: 40 }, () => watch(quiet));
  expect(after.lastIndexOf('Too loud: it clips')).toBe(28);
  // A sine that just reaches full scale has no flat top.
  expect(watch(block(sine(48_000, 1000, 0.1)))).toBeUndefined();
});
