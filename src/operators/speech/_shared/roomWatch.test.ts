import { whiteNoise } from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { createRoomWatch } from './roomWatch.ts';

const FRAME = 512;
const noise = whiteNoise(FRAME * 400);

/** Shares of frames that are listened to, in spans of so many s; `gain` by the time of a frame, in s. */
function awake(gain: (time: number) => number, spans: readonly (readonly [number, number])[]) {
  const isLoud = createRoomWatch(FRAME / 16_000);
  const seen = Array.from({ length: 400 }, (_, k) => {
    const time = (k * FRAME) / 16_000;
    const frame = noise.subarray(k * FRAME, (k + 1) * FRAME).map((s) => s * gain(time));
    return { time, loud: isLoud(frame) };
  });
  return spans.map(([from, to]) => {
    const within = seen.filter(({ time }) => time >= from && time < to);
    return within.filter(({ loud }) => loud).length / within.length;
  });
}

test.each([0, 0.001, 0.3])(
  'a room that is as loud as %f all the time is not listened to',
  (gain) => {
    expect(
      awake(
        () => gain,
        [
          [0, 0.4],
          [1, 12],
        ],
      ),
    ).toEqual([1, 0]);
  },
);

test('what is 12 dB louder is heard at once, and half a second longer', () => {
  const louder = awake(
    (time) => (time >= 5 && time < 6 ? 0.08 : 0.02),
    [
      [1, 4.95],
      [5, 6.4],
      [6.7, 12],
    ],
  );
  expect(louder).toEqual([0, 1, 0]);
});

test('a room that grows louder for good is soon the room', () => {
  const [before, after] = awake(
    (time) => (time < 4 ? 0.01 : 0.04),
    [
      [1, 3.9],
      [7.5, 12],
    ],
  );
  expect([before, after]).toEqual([0, 0]);
});
