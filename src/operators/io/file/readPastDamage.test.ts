import { expect, test } from 'vitest';
import { readPastDamage, type Seekable } from './readPastDamage.ts';

/** A track of one frame a second with a key frame every `gop` seconds, which breaks at `bad`. */
function track(
  length: number,
  gop: number,
  bad: readonly number[],
): Seekable<{ timestamp: number }> {
  return {
    async *from(start) {
      for (let time = Math.floor(start / gop) * gop; time < length; time++) {
        if (bad.includes(time)) throw new Error(`Frame ${time} is broken.`);
        if (time >= start) yield { timestamp: time };
      }
    },
    async keyAfter(time) {
      const next = (Math.floor(time / gop) + 1) * gop;
      return next < length ? next : undefined;
    },
  };
}

async function read(source: Seekable<{ timestamp: number }>, start = 0) {
  const times: number[] = [];
  const damages: number[] = [];
  for await (const { timestamp } of readPastDamage(source, start, (at) => damages.push(at))) {
    times.push(timestamp);
  }
  return { times, damages };
}

test('after damage the track goes on at the next key frame', async () => {
  expect(await read(track(12, 4, [5]))).toEqual({
    times: [0, 1, 2, 3, 4, 8, 9, 10, 11],
    damages: [4],
  });
});

test('a broken key frame leads on to the one after it', async () => {
  expect(await read(track(12, 4, [4]))).toEqual({
    times: [0, 1, 2, 3, 8, 9, 10, 11],
    damages: [3, 4],
  });
});

test('damage after the last key frame ends the track', async () => {
  expect(await read(track(6, 100, [3]))).toEqual({ times: [0, 1, 2], damages: [2] });
});

test('a track broken everywhere ends too', async () => {
  const all = Array.from({ length: 1000 }, (_, i) => i);
  const { times, damages } = await read(track(1000, 1, all));
  expect(times).toEqual([]);
  expect(damages).toHaveLength(200);
});
