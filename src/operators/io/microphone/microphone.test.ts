import type { AudioBlock } from '#stream/payload.ts';
import { runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
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
