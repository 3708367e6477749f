import type { AudioBlock } from '#stream/payload.ts';
import { audioBlock, chunkAt } from '#testing/payloads.ts';
import { runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';

const ones = (length: number): readonly number[] => Array.from({ length }, () => 1);

test('a gain of 20 dB is a factor of ten, on every channel, at the same timestamps', async () => {
  const { emitted, leaked } = await runKernel(kernel, {
    params: { gain: 20, mute: false },
    inputs: [
      { audio: chunkAt<'audio/pcm'>(5, audioBlock(48_000, [0.01, -0.02], [0.5, 0])) },
      { audio: chunkAt<'audio/pcm'>(47, audioBlock(48_000, [1, 1], [1, 1])) },
    ],
  });
  expect(emitted.map(({ chunk }) => chunk.timestamp)).toEqual([5, 47]);
  const [left, right] = (emitted[0]!.chunk.payload as AudioBlock).channels;
  expect([...left!, ...right!].map((v) => Number(v.toFixed(6)))).toEqual([0.1, -0.2, 5, 0]);
  expect(leaked).toBe(0);
});

test('6.0206 dB doubles, and −6.0206 dB halves', async () => {
  for (const [gain, factor] of [
    [6.0206, 2],
    [-6.0206, 0.5],
  ] as const) {
    const { emitted } = await runKernel(kernel, {
      params: { gain, mute: false },
      inputs: [{ audio: chunkAt<'audio/pcm'>(0, audioBlock(8000, [0.25])) }],
    });
    expect((emitted[0]!.chunk.payload as AudioBlock).channels[0]![0]).toBeCloseTo(0.25 * factor, 6);
  }
});

test('unity passes the very block on, with what it says of itself', async () => {
  const block = { ...audioBlock(48_000, [0.1, 0.2]), discontinuity: true };
  const { emitted } = await runKernel(kernel, {
    params: { gain: 0, mute: false },
    inputs: [{ audio: chunkAt<'audio/pcm'>(0, block) }],
  });
  expect(emitted[0]!.chunk.payload).toBe(block);
});

test('a change glides in a straight line over 20 ms, across blocks, and ends exactly', async () => {
  const { emitted } = await runKernel(kernel, {
    params: { gain: 0, mute: false },
    updates: { 1: { gain: 0, mute: true } },
    inputs: [0, 1, 2, 3].map((n) => ({
      audio: chunkAt<'audio/pcm'>(n * 10_000, audioBlock(1000, ones(8))),
    })),
  });
  const samples = emitted.flatMap(({ chunk }) => [...(chunk.payload as AudioBlock).channels[0]!]);
  // 20 samples at 1 kHz: sample i of the glide is 1 − (i + 1) / 20.
  const wanted = [
    ...ones(8),
    ...Array.from({ length: 24 }, (_, i) => Math.max(0, 1 - (i + 1) / 20)),
  ];
  samples.forEach((sample, i) => expect(sample).toBeCloseTo(wanted[i]!, 6));
  expect(samples.at(-1)).toBe(0);
});

test('a discontinuity is kept through a change of level', async () => {
  const block = { ...audioBlock(48_000, [0.1]), discontinuity: true };
  const { emitted } = await runKernel(kernel, {
    params: { gain: -3, mute: false },
    inputs: [{ audio: chunkAt<'audio/pcm'>(0, block) }],
  });
  expect((emitted[0]!.chunk.payload as AudioBlock).discontinuity).toBe(true);
});
