import type { HostRequest } from '#contract/host.ts';
import { createVoiceSwitch } from '#operators/speech/_shared/voiceSwitch.ts';
import type { Transcript } from '#stream/payload.ts';
import { type Emitted, runKernel } from '#testing/runKernel.ts';
import { numbersFrom, samplesOf, soundInputs, whiteNoise } from '#testing/sound.ts';
import { existsSync, openAsBlob, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

/** Made by `npm run models`; without the network there is none to test with. */
const MODELS = 'public/models';
const isHere = ['silero-vad', 'onnxruntime'].every((name) => existsSync(`${MODELS}/${name}`));
const needsModel = { skip: !isHere, timeout: 60_000 };
const RATE = 16_000;
const hosts = {
  model: ({ model, file }: HostRequest['model']) => openAsBlob(`${MODELS}/${model}/${file}`),
};

/** Human speech, 16 kHz mono, after a header of 44 bytes. */
const recording = (path: string): Float32Array<ArrayBuffer> => {
  const bytes = readFileSync(path);
  return samplesOf((bytes.length - 44) >> 1, (i) => bytes.readInt16LE(44 + 2 * i) / 32_768);
};
const goForward = recording('public/media/goforward.wav');
const sense = recording('e2e/fixtures/speech/sense-0920.wav');

const joined = (...parts: readonly Float32Array[]): Float32Array<ArrayBuffer> =>
  Float32Array.from(parts.flatMap((part) => [...part]));
const silence = (seconds: number) => new Float32Array(seconds * RATE);
const noise = (seconds: number, level: number, seed = 1) =>
  whiteNoise(seconds * RATE, seed).map((sample) => sample * level);

async function detect(
  channels: readonly Float32Array<ArrayBuffer>[],
  { rate = RATE, length = 480, ...params }: Partial<Options> = {},
): Promise<readonly Emitted[]> {
  const { emitted, leaked } = await runKernel(kernel, {
    params: spec.params.parse(params),
    inputs: soundInputs(rate, channels, length, 1_000_000),
    hosts,
  });
  expect(leaked).toBe(0);
  return emitted;
}
type Options = ReturnType<typeof spec.params.parse> & {
  readonly rate: number;
  readonly length: number;
};

const segments = (emitted: readonly Emitted[]): readonly Transcript[] =>
  emitted.filter(({ port }) => port === 'segments').map(({ chunk }) => chunk.payload as Transcript);

/** Beginnings and ends of what is final, in seconds since the sound began. */
const spans = (emitted: readonly Emitted[]): readonly (readonly [number, number])[] =>
  segments(emitted)
    .filter(({ final }) => final)
    .map(({ words }) => [words[0]!.start / 1e6 - 1, words.at(-1)!.end / 1e6 - 1]);

/**
 * Where a clean recording is louder than a twentieth of its peak, 20 ms at a time, in seconds. Differences
 * are measured: a breath on the microphone, as after "meters", is loud below 100 Hz alone.
 */
function loudPart(recorded: Float32Array): readonly [number, number] {
  const samples = recorded.map((sample, i) => sample - (recorded[i - 1] ?? 0));
  const size = RATE / 50;
  const levels = Array.from({ length: Math.floor(samples.length / size) }, (_, n) =>
    Math.hypot(...samples.subarray(n * size, (n + 1) * size)),
  );
  const least = Math.max(...levels) * 0.05;
  const isLoud = (level: number): boolean => level > least;
  return [levels.findIndex(isLoud) / 50, (levels.findLastIndex(isLoud) + 1) / 50];
}

test(
  'in silence, speech, noise and speech the two utterances are found within 150 ms',
  needsModel,
  async () => {
    const lead = 2;
    const between = 2.5;
    const sound = joined(silence(lead), goForward, noise(between, 0.05), sense, silence(1.5));
    // A pause inside of a sentence is part of it.
    const found = spans(await detect([sound], { hangOver: 600 }));
    const second = lead + goForward.length / RATE + between;
    const [a, b] = [loudPart(goForward), loudPart(sense)];
    const due = [
      [lead + a[0], lead + a[1]],
      [second + b[0], second + b[1]],
    ] as const;
    expect(found).toHaveLength(2);
    found.forEach(([start, end], n) => {
      expect(Math.abs(start - due[n]![0])).toBeLessThan(0.15);
      expect(Math.abs(end - due[n]![1])).toBeLessThan(0.15);
    });
  },
);

test('neither silence, noise nor a tone is speech', needsModel, async () => {
  const tone = samplesOf(RATE, (i) => 0.3 * Math.sin((2 * Math.PI * 440 * i) / RATE));
  const emitted = await detect([joined(silence(1), noise(1, 0.3), tone)]);
  expect(segments(emitted)).toEqual([]);
  expect(numbersFrom(emitted, 'speaking').every(({ value }) => value === 0)).toBe(true);
});

test(
  'probabilities lie at the ends of their frames, and speech lasts until its pause is over',
  needsModel,
  async () => {
    const emitted = await detect([joined(silence(1), goForward, silence(1))]);
    const probability = numbersFrom(emitted, 'probability');
    expect(probability.map(({ time }) => time)).toEqual(
      probability.map((_, n) => 1_000_000 + (n + 1) * 32_000),
    );
    expect(probability.every(({ value }) => value >= 0 && value <= 1)).toBe(true);
    const speaking = numbersFrom(emitted, 'speaking').filter(({ value }) => value === 1);
    const [span] = spans(emitted);
    // Speech shows once it is not too short, and its hang-over of 9 frames is part of it.
    expect(speaking[0]!.time / 1e6 - 1).toBeCloseTo(span![0] + 3 * 0.032, 3);
    expect(speaking.at(-1)!.time / 1e6 - 1).toBeCloseTo(span![1] + 8 * 0.032, 3);
  },
);

test(
  'blocks of any length, other rates and 5.1 give the same segments, to a frame',
  needsModel,
  async () => {
    const sound = joined(silence(0.5), goForward, silence(0.5));
    const whole = spans(await detect([sound]));
    expect(spans(await detect([sound], { length: 1001 }))).toEqual(whole);
    const six = Array.from({ length: 6 }, () => sound);
    expect(spans(await detect(six))).toEqual(whole);
    const wide = samplesOf(sound.length * 12, (i) => sound[Math.floor(i / 12)]!);
    const narrow = samplesOf(sound.length / 2, (i) => (sound[2 * i]! + sound[2 * i + 1]!) / 2);
    // Half of a final s lies above 4 kHz.
    for (const [rate, samples, within] of [
      [192_000, wide, 0.07],
      [8000, narrow, 0.2],
    ] as const) {
      const found = spans(await detect([samples], { rate, length: rate / 100 }));
      expect(found).toHaveLength(whole.length);
      expect(Math.abs(found[0]![0] - whole[0]![0])).toBeLessThan(within);
      expect(Math.abs(found.at(-1)![1] - whole.at(-1)![1])).toBeLessThan(within);
    }
  },
);

test('clipped speech is speech, and at a gap it ends', needsModel, async () => {
  const loud = goForward.map((sample) => Math.max(-1, Math.min(1, sample * 50)));
  const [first, second] = [soundInputs(RATE, [loud]), soundInputs(RATE, [loud], 480, 60_000_000)];
  const { emitted } = await runKernel(kernel, {
    params: spec.params.parse({}),
    inputs: [...first.slice(0, 70), ...second],
    hosts,
  });
  const finals = segments(emitted).filter(({ final }) => final);
  expect(finals.length).toBeGreaterThanOrEqual(2);
  expect(finals.map(({ id }) => id)).toEqual(finals.map((_, n) => n));
  expect(finals[0]!.words[0]!.end).toBeLessThanOrEqual(2_100_000);
  expect(finals.at(-1)!.words[0]!.start).toBeGreaterThan(60_000_000);
});

test('a switch has hysteresis, a hang-over, and no ear for clicks', () => {
  const turn = createVoiceSwitch(() => ({ threshold: 0.5, hangOver: 2, shortest: 2 }));
  const steps = [0.9, 0.1, 0.1, 0.6, 0.4, 0.4, 0.2, 0.4, 0.1, 0.1].map((p) => turn.step(p));
  expect(steps.map(({ speaking }) => Number(speaking))).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1, 0]);
  expect(steps.at(-1)).toEqual({ speaking: false, span: { start: 3, end: 8 }, ended: true });
  expect(turn.finish()).toBeUndefined();
});
