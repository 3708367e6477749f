import { readFileSync } from 'node:fs';
import type { AudioBlock } from '#stream/payload.ts';
import { runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { checkEnd } from './checkEnd.ts';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

const wav = readFileSync('public/media/goforward.wav');
const params = spec.params.parse({ file: { asset: 'media/goforward.wav' } });

function play(bytes: Uint8Array, more: Partial<typeof params> = {}, take?: number, paced = false) {
  return runKernel(kernel, {
    params: { ...params, ...more },
    paced,
    ...(take !== undefined && { take }),
    hosts: { file: async () => new Blob([Uint8Array.from(bytes)]) },
  });
}

/** The samples of a 16-bit mono wav with a 44-byte header, read independently. */
const samples = Float32Array.from(
  { length: (wav.length - 44) >> 1 },
  (_, i) => wav.readInt16LE(44 + 2 * i) / 32_768,
);

test('a wav file comes out sample by sample, timed from 0 by counting', async () => {
  const { emitted, drops } = await play(wav);
  const blocks = emitted.map(({ chunk }) => chunk.payload as AudioBlock);
  expect(blocks.flatMap(({ channels }) => [...channels[0]!])).toEqual([...samples]);
  let counted = 0;
  for (const { port, chunk } of emitted) {
    expect(port).toBe('audio');
    expect(chunk.timestamp).toBe(Math.round((counted * 1e6) / 16_000));
    counted += (chunk.payload as AudioBlock).channels[0]!.length;
  }
  expect(drops).toEqual({});
});

test('playing begins at the sample asked for, and that moment is time 0', async () => {
  const { emitted } = await play(wav, { start: 0.5 }, 1);
  const first = emitted[0]!.chunk;
  expect(first.timestamp).toBe(0);
  const [channel] = (first.payload as AudioBlock).channels;
  expect([...channel!.subarray(0, 100)]).toEqual([...samples.subarray(8_000, 8_100)]);
});

test('a loop goes on in time without a gap; a batch run plays once', async () => {
  const once = (await play(wav)).emitted.length;
  expect((await play(wav, { loop: true })).emitted).toHaveLength(once);
  const { emitted } = await play(wav, { loop: true }, once + 2, true);
  const again = emitted.slice(once).map(({ chunk }) => chunk.timestamp);
  expect(again).toEqual([
    Math.round((samples.length * 1e6) / 16_000),
    Math.round(((samples.length + 2048) * 1e6) / 16_000),
  ]);
});

test('a node without a file asks for one', async () => {
  await expect(play(wav, { file: {} })).rejects.toMatchObject({
    notice: { title: 'Choose a file', remedies: ['choose-file'] },
  });
});

test('something that is no media file is refused by name, an empty one as empty', async () => {
  const text = new TextEncoder().encode('name,value\n1,2\n'.repeat(100));
  await expect(play(text)).rejects.toMatchObject({
    notice: {
      title: "Can't read this file",
      message: expect.stringContaining("'goforward.wav' is not a file that can be played"),
    },
  });
  await expect(play(new Uint8Array(0))).rejects.toMatchObject({
    notice: { message: expect.stringContaining("'goforward.wav' is empty") },
  });
});

test('a start after the end says how long the file is', async () => {
  await expect(play(wav, { start: 60 })).rejects.toMatchObject({
    notice: { message: expect.stringMatching(/start at 60 s, but .* lasts only 2\.8 s/) },
  });
});

test('a video whose codec is not here names the codec', async () => {
  // Node has no WebCodecs, so that the VP8 of this file stands for any codec a browser lacks.
  await expect(play(readFileSync('public/media/pedestrians.webm'))).rejects.toMatchObject({
    notice: {
      title: "Can't decode the picture",
      message: expect.stringContaining('is VP8; there is no decoder for it here'),
    },
  });
});

test('a wav file that was cut off is played as far as it goes', async () => {
  const { emitted } = await play(wav.subarray(0, 50_001));
  const blocks = emitted.map(({ chunk }) => chunk.payload as AudioBlock);
  const heard = blocks.flatMap(({ channels }) => [...channels[0]!]);
  expect(heard).toEqual([...samples.subarray(0, (50_000 - 44) / 2)]);
});

test('a pass that ends before the file says so is a fault, within 0.3 s it is not', () => {
  const media = { start: 0, declaredEnd: 6 };
  const pass = { start: 0, passed: 5.8, lost: [] };
  expect(() => checkEnd(media, pass, 'clip.webm')).not.toThrow();
  expect(() => checkEnd(media, { start: 2, passed: 3.9, lost: [] }, 'clip.webm')).not.toThrow();
  expect(() => checkEnd(media, { ...pass, passed: 3.1 }, 'clip.webm')).toThrow(
    "'clip.webm' should last 6.0 s, but nothing could be read after 3.1 s.",
  );
  const endless = { start: 0, declaredEnd: undefined };
  expect(() => checkEnd(endless, { ...pass, passed: 1 }, 'clip.webm')).not.toThrow();
});

test('a track that was lost in the middle is a fault, though the other played to the end', () => {
  const media = { start: 0, declaredEnd: 6 };
  const loss = { what: 'picture', at: 2.04 } as const;
  expect(() => checkEnd(media, { start: 0, passed: 6, lost: [loss] }, 'clip.mp4')).toThrow(
    "The picture of 'clip.mp4' can't be read after 2.0 s. What could be read was played.",
  );
  const late = { what: 'picture', at: 5.9 } as const;
  expect(() => checkEnd(media, { start: 0, passed: 6, lost: [late] }, 'clip.mp4')).not.toThrow();
});
