import { readSound } from '#stream/readSound.ts';
import { expect, test } from 'vitest';
import { wavOf } from './recordSound.ts';

test('a recording is a WAV file that another reader reads back', async () => {
  const parts = [Float32Array.of(0, 0.5, -0.5), Float32Array.of(1, -1, 2, -0.25)];
  const blob = new Blob([wavOf(parts, 44_100)]);
  const { sampleRate, channels } = await readSound(blob, 'recording.wav', 1);
  expect(sampleRate).toBe(44_100);
  expect(channels).toHaveLength(1);
  const due = [0, 0.5, -0.5, 1, -1, 1, -0.25];
  expect(channels[0]).toHaveLength(due.length);
  due.forEach((sample, i) => expect(channels[0]![i]).toBeCloseTo(sample, 4));
});
