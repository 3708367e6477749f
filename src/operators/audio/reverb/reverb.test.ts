import { readFileSync } from 'node:fs';
import type { AudioBlock } from '#stream/payload.ts';
import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import {
  farthest,
  heard,
  samplesOf,
  sine,
  soundInputs,
  steepestStep,
  whiteNoise,
} from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { createConvolver } from './convolver.ts';
import { kernel } from './kernel.ts';
import { type Room, roomResponse } from './roomResponse.ts';
import { spec } from './spec.ts';

const RATE = 48_000;
const defaults = spec.params.parse({});

/** Σ h[k] · x[n − k], as it is written. */
const convolved = (x: Float32Array, h: Float32Array): Float32Array =>
  samplesOf(x.length, (n) => {
    let sum = 0;
    for (let k = 0; k < h.length && k <= n; k++) sum += h[k]! * x[n - k]!;
    return sum;
  });

test('a response of any length is convolved as the sum says', () => {
  const block = 16;
  for (const length of [1, 16, 250, 256, 257, 700]) {
    const convolver = createConvolver(block);
    const [h, x] = [whiteNoise(length, 1), whiteNoise(1600, 2)];
    convolver.become(h);
    const out = new Float32Array(x.length);
    for (let at = 0; at < x.length; at += block) {
      out.set(convolver.next(x.slice(at, at + block)), at);
    }
    expect(farthest(out, convolved(x, h))).toBeLessThan(1e-4);
  }
});

test('what was heard before a change of the response rings on in the new one', () => {
  const block = 16;
  const convolver = createConvolver(block);
  const [h, g, x] = [whiteNoise(600, 1), whiteNoise(900, 3), whiteNoise(3200, 2)];
  convolver.become(h);
  const out = new Float32Array(x.length);
  for (let at = 0; at < x.length; at += block) {
    if (at === 1600) convolver.become(g);
    out.set(convolver.next(x.slice(at, at + block)), at);
  }
  expect(farthest(out.slice(0, 1600), convolved(x, h).slice(0, 1600))).toBeLessThan(1e-4);
  // A response that grew longer can't know what was forgotten: 900 samples of the past are enough.
  expect(farthest(out.slice(2816), convolved(x, g).slice(2816))).toBeLessThan(1e-4);
});

const hall: Room = { size: 20, decay: 2, damping: 0, preDelay: 0.02, seed: 1 };

/** Seconds for 60 dB, from the slope between −5 and −35 dB of the backward integral (ISO 3382-1, T30). */
function reverberationTime(response: Float32Array, rate: number): number {
  const left = new Float64Array(response.length + 1);
  for (let i = response.length - 1; i >= 0; i--) left[i] = left[i + 1]! + response[i]! ** 2;
  const below = (decibels: number): number =>
    left.findIndex((power) => power < left[0]! * 10 ** (decibels / 10));
  return (2 * (below(-35) - below(-5))) / rate;
}

test.each([0.4, 1, 2, 6])('a room of %f s rings as long', (decay) => {
  for (const seed of [1, 2, 3]) {
    const [response] = roomResponse({ ...hall, decay, seed }, RATE, 1);
    expect(reverberationTime(response!, RATE) / decay).toBeGreaterThan(0.93);
    expect(reverberationTime(response!, RATE) / decay).toBeLessThan(1.07);
  }
});

test('damping makes high frequencies alone ring shorter', () => {
  const [response] = roomResponse({ ...hall, damping: 1 }, RATE, 1);
  // A mean over 48 samples lets 500 Hz pass and has its zeros above; differences have no low end.
  const low = samplesOf(RATE * 2, (i) => {
    let sum = 0;
    for (let k = 0; k < 48; k++) sum += response![i + k] ?? 0;
    return sum;
  });
  let high: Float32Array = response!;
  for (let times = 0; times < 4; times++)
    high = high.map((sample, i) => (high[i + 1] ?? 0) - sample);
  expect(reverberationTime(low, RATE)).toBeGreaterThan(1.6);
  expect(reverberationTime(high, RATE)).toBeLessThan(0.6);
});

test('the first echo comes after the pre-delay, by the way over the nearest wall', () => {
  const [response] = roomResponse(hall, RATE, 1);
  expect(response!.findIndex((sample) => sample !== 0)).toBeGreaterThanOrEqual(0.02 * RATE);
  // By hand: source (6.2, 6.72, 5), listener (13.4, 8.96, 4.1); the floor's image lies at z = −5.
  const direct = Math.hypot(7.2, 2.24, 0.9);
  const floor = Math.hypot(7.2, 2.24, 9.1);
  const ceiling = Math.hypot(7.2, 2.24, 15 - 4.1);
  const place = (way: number) =>
    Math.round(0.02 * RATE) + Math.round(((way - direct) / 343) * RATE);
  for (const way of [floor, ceiling]) expect(response![place(way)]).toBeLessThan(0);
  expect(response![place(floor)]! / response![place(ceiling)]!).toBeCloseTo(
    (ceiling / floor) * 10 ** ((3 * (ceiling - floor)) / (343 * 2)),
    4,
  );
});

test('the same figures give the same room, another variant and another channel a different one', () => {
  const [left, right] = roomResponse(hall, RATE, 2);
  expect(roomResponse(hall, RATE, 2)[0]).toEqual(left);
  const likeness = (a: Float32Array, b: Float32Array): number =>
    a.reduce((sum, sample, i) => sum + sample * b[i]!, 0);
  expect(likeness(left!, left!)).toBeCloseTo(1, 5);
  expect(Math.abs(likeness(left!, right!))).toBeLessThan(0.25);
  const [other] = roomResponse({ ...hall, seed: 2 }, RATE, 1);
  expect(farthest(other!, left!)).toBeGreaterThan(0.001);
});

const run = (
  params: Partial<typeof defaults>,
  samples: Float32Array<ArrayBuffer>,
  rate = RATE,
): Promise<KernelRun> =>
  runKernel(kernel, { params: { ...defaults, ...params }, inputs: soundInputs(rate, [samples]) });

test('the direct sound keeps its times, and at the end the room rings out', async () => {
  for (const rate of [8000, 48_000, 192_000]) {
    const click = samplesOf(rate / 4, (i) => (i === 100 ? 1 : 0));
    const { emitted, leaked } = await run({ decay: 0.3, preDelay: 0 }, click, rate);
    const out = heard(emitted);
    expect(out).toHaveLength(rate / 4 + Math.ceil(0.3 * rate));
    const [response] = roomResponse(
      { size: 12, decay: 0.3, damping: 0.5, preDelay: 0, seed: 1 },
      rate,
      1,
    );
    const gain = 10 ** (-9 / 20);
    const due = samplesOf(out.length, (i) => click[i] ?? 0).map(
      (sample, i) => sample + gain * (response![i - 100] ?? 0),
    );
    expect(farthest(out, due)).toBeLessThan(1e-5);
    const { timestamp, payload } = emitted.at(-1)!.chunk;
    const end = timestamp + ((payload as AudioBlock).channels[0]!.length * 1e6) / rate;
    expect(Math.abs(end - (out.length * 1e6) / rate)).toBeLessThan(2);
    expect(leaked).toBe(0);
  }
});

test('without reverb and at 0 dB sound passes as it is, clipped or not', async () => {
  const loud = whiteNoise(4800).map((sample) => sample * 3);
  const out = heard((await run({ wet: -60 }, loud)).emitted);
  expect(farthest(out.slice(0, 4800), loud)).toBe(0);
});

test('every channel of 5.1 is in the room by itself', async () => {
  const channels = [0, 1, 2, 3, 4, 5].map((c) =>
    samplesOf(4800, (i) => (c === 2 && i === 0 ? 1 : 0)),
  );
  const { emitted } = await runKernel(kernel, {
    params: { ...defaults, decay: 0.2 },
    inputs: soundInputs(RATE, channels),
  });
  expect(Math.max(...heard(emitted, 2))).toBeCloseTo(1, 3);
  expect(
    heard(emitted, 2)
      .slice(1000)
      .some((sample) => Math.abs(sample) > 0.001),
  ).toBe(true);
  expect(heard(emitted, 1).every((sample) => Math.abs(sample) < 1e-9)).toBe(true);
});

test('turning the decay makes no click', async () => {
  const { emitted } = await runKernel(kernel, {
    params: { ...defaults, dry: -60, wet: 0 },
    updates: { 50: { ...defaults, dry: -60, wet: 0, decay: 0.2 } },
    inputs: soundInputs(RATE, [sine(RATE, 200, 1, 0.5)]),
  });
  const out = heard(emitted).slice(0, RATE);
  const before = steepestStep(out.slice(RATE / 4, RATE / 2 - 480));
  expect(steepestStep(out.slice(RATE / 2 - 480, RATE / 2 + 4800))).toBeLessThan(
    before * 1.5 + 0.01,
  );
});

test('an impulse response comes from a file, at the rate of the sound', async () => {
  const file = readFileSync('public/media/goforward.wav');
  const hosts = { file: async () => new Blob([Uint8Array.from(file)]) };
  const params = {
    ...defaults,
    source: 'file',
    impulse: { asset: 'media/goforward.wav' },
  } as const;
  const click = samplesOf(1600, (i) => (i === 0 ? 1 : 0));
  const speech = samplesOf((file.length - 44) >> 1, (i) => file.readInt16LE(44 + 2 * i) / 32_768);
  const power = speech.reduce((sum, sample) => sum + sample * sample, 0);
  const { emitted } = await runKernel(kernel, {
    params: { ...params, dry: -60, wet: 0 },
    inputs: soundInputs(16_000, [click]),
    hosts,
  });
  const out = heard(emitted).slice(0, speech.length);
  expect(
    farthest(
      out,
      speech.map((sample) => sample / Math.sqrt(power)),
    ),
  ).toBeLessThan(1e-6);
  const wide = await runKernel(kernel, { params, inputs: soundInputs(RATE, [click]), hosts });
  expect(heard(wide.emitted)).toHaveLength(1600 + Math.ceil((speech.length / 16_000) * RATE));
});

test('a file that is none is named, and so is its absence', async () => {
  const input = soundInputs(RATE, [new Float32Array(480)]);
  const params = { ...defaults, source: 'file' } as const;
  await expect(runKernel(kernel, { params, inputs: input })).rejects.toMatchObject({
    notice: { title: 'Choose an impulse response', remedies: ['choose-file'] },
  });
  await expect(
    runKernel(kernel, {
      params: { ...params, impulse: { asset: 'media/room.wav' } },
      inputs: input,
      hosts: { file: async () => new Blob(['no sound at all, but long enough to be looked at']) },
    }),
  ).rejects.toMatchObject({ notice: { message: expect.stringContaining("'media/room.wav'") } });
});
