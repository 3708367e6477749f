import { audioBlock, chunkAt } from '#testing/payloads.ts';
import { runKernel } from '#testing/runKernel.ts';
import type { AudioBlock } from '#stream/payload.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';

/** What comes out of one block with one sample in each channel. */
async function mixed(channels: number, ...samples: readonly number[]): Promise<readonly number[]> {
  const block = audioBlock(48_000, ...samples.map((sample) => [sample]));
  const run = await runKernel(kernel, {
    params: { channels },
    inputs: [{ audio: chunkAt<'audio/pcm'>(5, block) }],
  });
  const { chunk } = run.emitted[0]!;
  expect(chunk.timestamp).toBe(5);
  expect(run.leaked).toBe(0);
  return (chunk.payload as AudioBlock).channels.map(([sample]) => sample!);
}

const near = (...values: readonly number[]): readonly number[] =>
  values.map((value) => expect.closeTo(value, 6) as number);

test('stereo becomes mono by the mean, and mono stereo on both sides', async () => {
  expect(await mixed(1, 0.5, 0.25)).toEqual([0.375]);
  expect(await mixed(2, 0.5)).toEqual([0.5, 0.5]);
});

test('5.1 is mixed as the Web Audio specification says', async () => {
  const [left, right, centre, bass, backLeft, backRight] = [0.5, 0.25, 0.125, 1, -0.5, -0.25];
  const all = [left, right, centre, bass, backLeft, backRight];
  const root = Math.sqrt(0.5);
  expect(await mixed(2, ...all)).toEqual(
    near(left + root * (centre + backLeft), right + root * (centre + backRight)),
  );
  expect(await mixed(1, ...all)).toEqual(
    near(root * (left + right) + centre + 0.5 * (backLeft + backRight)),
  );
  expect(await mixed(4, ...all)).toEqual(
    near(left + root * centre, right + root * centre, backLeft, backRight),
  );
  expect(await mixed(6, 0.5)).toEqual([0, 0, 0.5, 0, 0, 0]);
  expect(await mixed(6, 0.5, 0.25)).toEqual([0.5, 0.25, 0, 0, 0, 0]);
});

test('channels without a layout keep their places, and mono is the mean of all', async () => {
  expect(await mixed(2, 0.5, 0.25, 0.125)).toEqual([0.5, 0.25]);
  expect(await mixed(5, 0.5, 0.25, 0.125)).toEqual([0.5, 0.25, 0.125, 0, 0]);
  expect(await mixed(1, 0.5, 0.25, 0.75)).toEqual([0.5]);
});

test('as many channels as came pass bit for bit', async () => {
  expect(await mixed(3, 0.1, 0.2, 0.3)).toEqual([0.1, 0.2, 0.3].map(Math.fround));
});

test('the number may change between two blocks, wanted or given', async () => {
  const blocks = [[1], [1, 0], [1, 0]].map((samples, i) => ({
    audio: chunkAt<'audio/pcm'>(i * 1000, audioBlock(8000, ...samples.map((s) => [s]))),
  }));
  const run = await runKernel(kernel, {
    params: { channels: 2 },
    inputs: blocks,
    updates: { 2: { channels: 1 } },
  });
  const out = run.emitted.map(({ chunk }) =>
    (chunk.payload as AudioBlock).channels.map(([sample]) => sample),
  );
  expect(out).toEqual([[1, 1], [1, 0], [0.5]]);
});

test('a block with a sample that is no number is dropped, and the next says so', async () => {
  const run = await runKernel(kernel, {
    params: { channels: 1 },
    inputs: [Number.NaN, 0.5].map((sample, i) => ({
      audio: chunkAt<'audio/pcm'>(i * 1000, audioBlock(8000, [sample], [0.5])),
    })),
  });
  expect(run.drops).toEqual({ invalid: 1 });
  expect(run.emitted.map(({ chunk }) => chunk.payload)).toMatchObject([{ discontinuity: true }]);
});
