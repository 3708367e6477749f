import type { Chunk } from '#stream/chunk.ts';
import { micros } from '#stream/micros.ts';
import { makeFrame } from '#testing/payloads.ts';
import { sine, steepestStep } from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { createAlignment } from './alignment.ts';

const picture = makeFrame('GRAY8', 2, 2, () => 0);
/** Hz; the clocks know microseconds only, and an hour is soon over at this rate. */
const RATE = 500;
const BLOCK = 5;

interface Circumstances {
  /** By how much the microphone's clock runs fast. */
  readonly drift: number;
  readonly seconds: number;
  /** From then on, in s, all sound comes later by so many µs. */
  readonly busy?: readonly [from: number, by: number];
  /** A pause from then on, for so long, in s: the run's clock stands still, and what comes is left out. */
  readonly pause?: readonly [from: number, seconds: number];
  /** The microphone counts anew once its timestamps are off by so many µs. */
  readonly limit?: number;
}

/**
 * A microphone and a camera of two clocks, each telling its news up to 12 ms late. Samples hold the moment at
 * which they were recorded, in s. Gives the largest distance between that and where they were put, in ms.
 */
function recorded({
  drift,
  seconds,
  busy,
  pause = [Infinity, 0],
  limit = Infinity,
}: Circumstances) {
  const alignment = createAlignment();
  let state = 11;
  const jitter = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state / 2 ** 32) ** 2 * 12_000;
  };
  const period = 1 / (RATE * (1 + drift));
  const isPaused = (time: number): boolean => time > pause[0] && time < pause[0] + pause[1];
  const stood = (time: number): number => (time > pause[0] ? 1e6 * pause[1] : 0);
  let frame = 0;
  let anew = 0;
  let settled = 0;
  let worst = 0;
  let samples = 0;
  for (let block = 0; block * BLOCK * period < seconds; block++) {
    const begin = block * BLOCK * period;
    const end = begin + BLOCK * period;
    for (; frame / 25 < end; frame++) {
      const time = frame / 25;
      if (isPaused(time)) continue;
      const chunk = { timestamp: micros(1e6 * time), payload: picture };
      alignment.seen({ kind: 'video', chunk }, 1e6 * time + jitter() - stood(time));
    }
    if (isPaused(end)) {
      settled = 0;
      continue;
    }
    const moments = Float32Array.from({ length: BLOCK }, (_, i) => begin + i * period);
    const counted = (block * BLOCK * 1e6) / RATE + anew;
    if (Math.abs(1e6 * begin - counted) > limit) {
      anew += 1e6 * begin - counted;
      settled = 0;
    }
    const chunk: Chunk<'audio/pcm'> = {
      timestamp: micros((block * BLOCK * 1e6) / RATE + anew),
      payload: { kind: 'audio', sampleRate: RATE, channels: [moments] },
    };
    const late = busy && end > busy[0] ? busy[1] : 0;
    alignment.seen({ kind: 'audio', chunk }, end * 1e6 + jitter() + late - stood(end));
    const fitted = alignment.fit(chunk);
    if (!fitted) continue;
    fitted.payload.channels[0]!.forEach((moment, i) => {
      samples += 1;
      settled += 1;
      // Before the first sample of a stretch there was silence, which the filter hears too.
      if (settled < 200) return;
      const apart = Math.abs(fitted.timestamp / 1000 + (1000 * i) / RATE - 1000 * moment);
      worst = Math.max(worst, apart);
    });
  }
  return { worst, ppm: alignment.ppm!, samples };
}

test.each([0.001, -0.001, 0.01, -0.01])(
  'F17 sound whose clock runs fast by %f stays within 20 ms of the picture for an hour',
  (drift) => {
    const { worst, ppm, samples } = recorded({ drift, seconds: 3600 });
    expect(worst).toBeLessThan(20);
    expect(Math.abs(ppm - 1e6 * drift)).toBeLessThan(150);
    expect(Math.abs(samples - 3600 * RATE)).toBeLessThan(RATE / 5);
  },
);

test('clocks that agree are left alone, and a machine that becomes busy is not taken for one that drifts', () => {
  const { worst, ppm } = recorded({ drift: 0, seconds: 300, busy: [100, 80_000] });
  expect(worst).toBeLessThan(10);
  expect(Math.abs(ppm)).toBeLessThan(100);
});

test('a pause is left out of both', () => {
  const { worst, ppm } = recorded({ drift: 0.001, seconds: 300, pause: [100, 10] });
  expect(worst).toBeLessThan(20);
  expect(Math.abs(ppm - 1000)).toBeLessThan(150);
});

test('a microphone that counts anew stays where it is', () => {
  const { worst } = recorded({ drift: -0.002, seconds: 600, limit: 200_000 });
  expect(worst).toBeLessThan(20);
});

test('stretching is not heard as clicks', () => {
  const alignment = createAlignment();
  const tone = sine(48_000, 1000, 20, 0.5);
  const out: number[] = [];
  for (let block = 0; block < 2000; block++) {
    const now = block * 9900;
    const frame = { timestamp: micros(now), payload: picture };
    alignment.seen({ kind: 'video', chunk: frame }, now);
    const chunk: Chunk<'audio/pcm'> = {
      timestamp: micros(block * 10_000),
      payload: {
        kind: 'audio',
        sampleRate: 48_000,
        channels: [tone.slice(block * 480, (block + 1) * 480)],
      },
    };
    alignment.seen({ kind: 'audio', chunk }, now + 9900);
    out.push(...(alignment.fit(chunk)?.payload.channels[0] ?? []));
  }
  const steepest = 2 * 0.5 * Math.sin((Math.PI * 1000 * 1.015) / 48_000);
  expect(steepestStep(Float32Array.from(out).subarray(200))).toBeLessThan(steepest);
});
