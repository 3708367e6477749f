import { runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

const params = spec.params.parse({});

/** A stand-in for a camera's stream: 2 × 2 pictures of one grey at the given times, and what was closed. */
function camera(times: readonly number[]) {
  const open = new Set<number>();
  let cancelled = false;
  const frames = new ReadableStream<VideoFrame>(
    {
      pull(controller) {
        const index = times.length - left;
        if (left === 0) {
          controller.close();
          return;
        }
        left -= 1;
        open.add(index);
        controller.enqueue({
          format: 'I420',
          visibleRect: { width: 2, height: 2 },
          codedHeight: 2,
          timestamp: times[index]!,
          allocationSize: () => 6,
          copyTo(destination: Uint8Array) {
            destination.fill(index + 1);
            return Promise.resolve([]);
          },
          close: () => open.delete(index),
        } as unknown as VideoFrame);
      },
      cancel() {
        cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  let left = times.length;
  return { frames, open, wasCancelled: () => cancelled };
}

test('frames are copied, timed by the device clock and closed at once', async () => {
  const device = camera([500_000, 533_333, 566_667, 600_000]);
  const run = await runKernel(kernel, {
    params,
    take: 3,
    hosts: { camera: async () => ({ frames: device.frames, label: 'test' }) },
  });
  const times = run.emitted.map(({ chunk }) => chunk.timestamp);
  expect(times.map((time) => time - times[0]!)).toEqual([0, 33_333, 66_667]);
  expect(run.emitted[2]!.chunk.payload).toMatchObject({
    format: 'I420',
    colour: { matrix: 'bt601', range: 'limited' },
    planes: [new Uint8Array(4).fill(3), new Uint8Array([3]), new Uint8Array([3])],
  });
  expect(device.open.size).toBe(0);
  expect(device.wasCancelled()).toBe(true);
});

test('a camera that goes away fails the node in words, with a way out', async () => {
  const device = camera([0]);
  const run = runKernel(kernel, {
    params,
    hosts: { camera: async () => ({ frames: device.frames, label: 'test' }) },
  });
  await expect(run).rejects.toMatchObject({
    notice: { title: 'Camera stopped', remedies: ['retry', 'choose-device'] },
  });
  expect(device.open.size).toBe(0);
});

test('the camera is asked for by the params, without the mirror', async () => {
  const asked: unknown[] = [];
  await runKernel(kernel, {
    params: { ...params, device: 'Desk camera', width: 1280, height: 720 },
    take: 1,
    hosts: {
      camera: async (request) => {
        asked.push(request);
        return { frames: camera([0]).frames, label: 'test' };
      },
    },
  });
  expect(asked).toEqual([{ device: 'Desk camera', width: 1280, height: 720, frameRate: 30 }]);
});
