import { sine, steepestStep } from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { createPolyphase } from './polyphase.ts';
import { createResampler } from './resampler.ts';
import { createVaryingResampler } from './varyingResampler.ts';

/** A sound in blocks, at a speed that may be another one for each block. */
function rendered(
  sound: Float32Array,
  [from, to]: readonly [from: number, to: number],
  speedOf: (block: number) => number,
  length = 480,
): Float32Array {
  const resampler = createVaryingResampler(from, to, 1);
  const out: number[] = [];
  for (let at = 0, block = 0; at < sound.length; at += length, block++) {
    const [piece] = resampler.render([sound.subarray(at, at + length)], speedOf(block));
    out.push(...piece!);
  }
  expect(resampler.given).toBe(out.length);
  return Float32Array.from(out);
}

test.each([
  [48_000, 48_000, 0.01],
  [44_100, 48_000, -0.01],
  [48_000, 16_000, 0.001],
  [16_000, 48_000, 0],
] as const)(
  'a tone from %i to %i Hz at 1 + %f is that much higher, and nothing else',
  (from, to, by) => {
    const out = rendered(sine(from, 1000, 0.3, 0.5), [from, to], () => 1 + by);
    const pitch = 1000 * (1 + by);
    const middle = out.slice(to / 20, to / 4);
    const rest = middle.map(
      (sample, i) => sample - 0.5 * Math.sin((2 * Math.PI * pitch * (i + to / 20)) / to),
    );
    expect(rest.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)).toBeLessThan(3e-5);
  },
);

test('at speed 1 it gives what the resampler of one ratio gives', () => {
  const sound = sine(44_100, 997, 0.5, 0.7);
  const resampler = createResampler(createPolyphase(44_100, 48_000), 1);
  const wanted = new Float32Array(resampler.ready(sound.length));
  resampler.render([sound], [wanted]);
  const out = rendered(sound, [44_100, 48_000], () => 1, 441);
  expect(out.length).toBe(wanted.length);
  expect(out.every((sample, i) => Math.abs(sample - wanted[i]!) < 3e-5)).toBe(true);
});

test('a speed that changes with every block makes no step', () => {
  const out = rendered(
    sine(48_000, 1000, 4, 0.5),
    [48_000, 48_000],
    (block) => 1 + 0.01 * Math.sin(block),
  );
  const steepest = 2 * 0.5 * Math.sin((Math.PI * 1010) / 48_000);
  expect(steepestStep(out.subarray(200, -200))).toBeLessThan(steepest * 1.0001);
});

test('blocks of any length give the same samples', () => {
  const sound = sine(48_000, 440, 0.2, 0.5);
  const one = rendered(sound, [48_000, 44_100], () => 1.003, 9600);
  for (const length of [1, 128, 4097]) {
    expect(rendered(sound, [48_000, 44_100], () => 1.003, length)).toEqual(one);
  }
});
