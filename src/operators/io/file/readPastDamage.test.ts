import { expect, test } from 'vitest';
import type { Timed } from './interleave.ts';
import { readPastDamage, type Seekable } from './readPastDamage.ts';

/**
 * A track of ten frames a second with a key frame every `gop` frames. It breaks at the frames in `bad`,
 * as a decoder does that works `ahead` frames before what it gives.
 */
function track(length: number, gop: number, bad: readonly number[], ahead = 0) {
  const open = new Set<number>();
  const source: Seekable<Timed> = {
    async *from(start, end = Infinity) {
      const first = Math.floor((start * 10 + 1e-6) / gop) * gop;
      for (let frame = first; frame < length && frame / 10 < end; frame++) {
        for (let i = frame; i <= frame + ahead && i / 10 < end; i++) {
          if (bad.includes(i)) throw new Error(`Frame ${i} is broken.`);
        }
        if ((frame + 1) / 10 <= start) continue;
        open.add(frame);
        yield { timestamp: frame / 10, close: () => open.delete(frame) };
      }
    },
    async keyAfter(time) {
      const next = (Math.floor((time * 10 + 1e-6) / gop) + 1) * gop;
      return next < length ? next / 10 : undefined;
    },
  };
  return { source, open };
}

async function read({ source, open }: ReturnType<typeof track>, start = 0) {
  const frames: number[] = [];
  let damages = 0;
  let lost: number | undefined;
  const stale: number[] = [];
  const report = {
    damaged: () => void (damages += 1),
    stale: (at: number) => void stale.push(Math.round(at * 10)),
    lost: (at: number) => void (lost = at),
  };
  for await (const sample of readPastDamage(source, start, report)) {
    frames.push(Math.round(sample.timestamp * 10));
    sample.close();
  }
  expect(open.size).toBe(0);
  const more = stale.length > 0 ? { stale } : {};
  return { frames, damages, lost: lost && Math.round(lost * 10), ...more };
}

test('after damage the track goes on at the next key frame', async () => {
  expect(await read(track(12, 4, [5]))).toEqual({
    frames: [0, 1, 2, 3, 4, 8, 9, 10, 11],
    damages: 1,
    lost: undefined,
  });
});

test('frames that a decoder had taken in before the damage are not lost with it', async () => {
  expect(await read(track(40, 20, [13], 8))).toEqual({
    frames: [
      ...Array.from({ length: 13 }, (_, i) => i),
      ...Array.from({ length: 20 }, (_, i) => 20 + i),
    ],
    damages: 1,
    lost: undefined,
  });
});

test('a broken key frame leads on to the one after it', async () => {
  expect(await read(track(12, 4, [4]))).toEqual({
    frames: [0, 1, 2, 3, 8, 9, 10, 11],
    damages: 2,
    lost: undefined,
  });
});

test('damage after the last key frame loses the rest', async () => {
  expect(await read(track(30, 100, [23], 5))).toEqual({
    frames: Array.from({ length: 23 }, (_, i) => i),
    damages: 1,
    lost: 23,
  });
});

test('a track broken everywhere ends too', async () => {
  const all = Array.from({ length: 1000 }, (_, i) => i);
  const { frames, damages } = await read(track(1000, 1, all));
  expect(frames).toEqual([]);
  expect(damages).toBe(200);
});

test('an index that can not be read ends the track as well', async () => {
  const { source, open } = track(12, 4, [5]);
  const broken = { ...source, keyAfter: () => Promise.reject(new Error('The index is broken.')) };
  expect(await read({ source: broken, open })).toEqual({
    frames: [0, 1, 2, 3, 4],
    damages: 2,
    lost: 5,
  });
});

test('a sample whose time is not above the one before is left out and told', async () => {
  const times = [0, 0.1, 0.3, 0.2, 0.3, 0.4];
  const source: Seekable<Timed> = {
    async *from() {
      for (const timestamp of times) yield { timestamp, close: () => undefined };
    },
    keyAfter: async () => undefined,
  };
  expect(await read({ source, open: new Set<number>() })).toEqual({
    frames: [0, 1, 3, 4],
    damages: 0,
    lost: undefined,
    stale: [2, 3],
  });
});
