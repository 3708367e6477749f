import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { installCodecs } from './codecs.ts';

const [WIDTH, HEIGHT] = [640, 360];
const MEBI = 1024 * 1024;

test('two minutes of closed pictures and sound leave little of their gigabyte behind', async () => {
  installCodecs();
  const pixels = new Uint8Array((WIDTH * HEIGHT * 3) / 2).fill(128);
  const before = process.memoryUsage.rss();
  for (let i = 0; i < 3600; i++) {
    const init = { codedWidth: WIDTH, codedHeight: HEIGHT, timestamp: i };
    new VideoFrame(pixels, { format: 'I420', ...init }).close();
    // What was collected is freed in a later turn.
    if (i % 20 === 0) await setImmediate();
  }
  for (let i = 0; i < 6000; i++) {
    const block = { numberOfChannels: 2, numberOfFrames: 1024, sampleRate: 48_000, timestamp: i };
    new AudioData({ format: 'f32-planar', data: new Float32Array(2048), ...block }).close();
    if (i % 100 === 0) await setImmediate();
  }
  expect((process.memoryUsage.rss() - before) / MEBI).toBeLessThan(200);
});

test('closing twice is closing once', () => {
  installCodecs();
  const init = { codedWidth: 2, codedHeight: 2, timestamp: 0 };
  const frame = new VideoFrame(new Uint8Array(6), { format: 'I420', ...init });
  frame.close();
  expect(() => frame.close()).not.toThrow();
  expect(frame.format).toBeNull();
});
