import type { HostRequest } from '#contract/host.ts';
import type { AudioBlock } from '#stream/payload.ts';
import { createPolyphase } from '#stream/polyphase.ts';
import { createResampler } from '#stream/resampler.ts';
import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import {
  farthest,
  heard,
  numbersFrom,
  samplesOf,
  soundInputs,
  whiteNoise,
} from '#testing/sound.ts';
import { existsSync, openAsBlob, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

/** Made by `npm run models`; without the network there is none to test with. */
const MODELS = 'public/models';
const needsModel = { skip: !existsSync(`${MODELS}/rnnoise/rnnoise.wasm`), timeout: 60_000 };

const hosts = {
  model: ({ model, file }: HostRequest['model']) => openAsBlob(`${MODELS}/${model}/${file}`),
};
const defaults = spec.params.parse({});

/** "Go forward ten meters", 16 kHz mono, after a header of 44 bytes. */
const speech = ((): Float32Array<ArrayBuffer> => {
  const bytes = readFileSync('public/media/goforward.wav');
  return samplesOf((bytes.length - 44) >> 1, (i) => bytes.readInt16LE(44 + 2 * i) / 32_768);
})();

function atRate(samples: Float32Array<ArrayBuffer>, rate: number): Float32Array<ArrayBuffer> {
  if (rate === 16_000) return samples;
  const resampler = createResampler(createPolyphase(16_000, rate), 1);
  const out = new Float32Array(resampler.ready(samples.length));
  resampler.render([samples], [out]);
  return out;
}

/** Two seconds of silence, the speech, two seconds of silence. */
function clip(rate: number): Float32Array<ArrayBuffer> {
  const voice = atRate(speech, rate);
  const all = new Float32Array(voice.length + 4 * rate);
  all.set(voice, 2 * rate);
  return all;
}

/** White or brown noise so many dB below the speech. */
function noiseFor(clean: Float32Array, below: number, colour: 'white' | 'brown') {
  const noise = whiteNoise(clean.length, 7);
  if (colour === 'brown') {
    let last = 0;
    for (let i = 0; i < noise.length; i++) noise[i] = last = 0.98 * last + noise[i]!;
  }
  const gain = powerOf(clean) / powerOf(noise) / 10 ** (below / 10);
  return noise.map((sample) => sample * Math.sqrt(gain));
}

const powerOf = (samples: Float32Array): number =>
  samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
const decibels = (power: number): number => 10 * Math.log10(power);

const run = (
  rate: number,
  channels: readonly Float32Array<ArrayBuffer>[],
  params: Partial<typeof defaults> = {},
): Promise<KernelRun> =>
  runKernel(kernel, {
    params: { ...defaults, ...params },
    inputs: soundInputs(rate, channels, Math.round(rate / 100)),
    hosts,
  });

test.each([
  ['white', 48_000],
  ['brown', 48_000],
  ['white', 16_000],
  ['white', 44_100],
] as const)(
  '%s noise at %i Hz is lowered by far more than 15 dB, and speech is kept',
  needsModel,
  async (colour, rate) => {
    const clean = clip(rate);
    const noise = noiseFor(clean.subarray(2 * rate, clean.length - 2 * rate), 10, colour);
    const noisy = clean.map((sample, i) => sample + noise[i % noise.length]!);
    const out = heard((await run(rate, [noisy])).emitted);
    expect(out).toHaveLength(noisy.length);
    // Before the first word, and after the last, from half a second on.
    const end = clean.length;
    for (const [from, to] of [
      [0.5 * rate, 1.9 * rate],
      [end - 1.5 * rate, end - 0.1 * rate],
    ] as const) {
      const less = powerOf(noisy.slice(from, to)) / powerOf(out.slice(from, to));
      expect(decibels(less)).toBeGreaterThan(30);
    }
    // What is like the clean speech in the result is as loud as that, to 3 dB, and beyond all else.
    const [from, to] = [2 * rate, end - 2 * rate];
    const [pure, left] = [clean.slice(from, to), out.slice(from, to)];
    const share = pure.reduce((sum, s, i) => sum + s * left[i]!, 0) / (powerOf(pure) * pure.length);
    expect(20 * Math.log10(share)).toBeGreaterThan(-3);
    const rest = left.map((sample, i) => sample - share * pure[i]!);
    expect(decibels((share * share * powerOf(pure)) / powerOf(rest))).toBeGreaterThan(5);
  },
);

test('speech alone passes at its time, at any rate', needsModel, async () => {
  for (const rate of [16_000, 48_000, 192_000]) {
    const clean = clip(rate);
    const out = heard((await run(rate, [clean])).emitted);
    const likeness = (lag: number): number => {
      let sum = 0;
      for (let i = 2 * rate; i < clean.length - 2 * rate; i += 3) sum += clean[i]! * out[i + lag]!;
      return sum;
    };
    // A period of the loudest voice is 8 ms long; half a sample at 16 kHz is 0.03 ms.
    const step = rate / 16_000;
    const lags = Array.from({ length: 25 }, (_, i) => (i - 12) * step);
    const best = lags.toSorted((a, b) => likeness(b) - likeness(a))[0]!;
    expect(Math.abs(best)).toBeLessThanOrEqual(step);
  }
});

test('it is sure of a voice while someone speaks, and of none in noise', needsModel, async () => {
  const rate = 48_000;
  const clean = clip(rate);
  const noise = noiseFor(clean.subarray(2 * rate), 20, 'white');
  const { emitted } = await run(rate, [clean.map((s, i) => s + noise[i % noise.length]!)]);
  const voice = numbersFrom(emitted, 'voice');
  const during = (from: number, to: number) =>
    voice.filter(({ time }) => time > from * 1e6 && time < to * 1e6).map(({ value }) => value);
  expect(Math.max(...during(0.5, 1.9))).toBeLessThan(0.5);
  expect(Math.max(...during(2.4, 4.2))).toBeGreaterThan(0.9);
});

test(
  'at a strength of 0 nothing changes; clipped and silent sound stay finite',
  needsModel,
  async () => {
    const loud = whiteNoise(9600).map((sample) => Math.max(-1, Math.min(1, sample * 4)));
    const { emitted, leaked } = await run(48_000, [loud], { strength: 0 });
    expect(farthest(heard(emitted), loud)).toBe(0);
    expect(leaked).toBe(0);
    expect(Math.max(...heard((await run(48_000, [loud])).emitted).map(Math.abs))).toBeLessThan(2);
    const silence = new Float32Array(9600);
    expect(farthest(heard((await run(8000, [silence])).emitted), silence)).toBeLessThan(1e-4);
  },
);

test(
  'each of six channels is cleaned by itself, and blocks may have any length',
  needsModel,
  async () => {
    const voice = atRate(speech, 48_000).slice(0, 48_000);
    const channels = [0, 1, 2, 3, 4, 5].map((c) => (c === 2 ? voice : new Float32Array(48_000)));
    const six = await run(48_000, channels);
    const one = await runKernel(kernel, {
      params: defaults,
      inputs: soundInputs(48_000, [voice], 1337),
      hosts,
    });
    expect(farthest(heard(six.emitted, 2), heard(one.emitted))).toBe(0);
    expect(Math.max(...heard(six.emitted, 0).map(Math.abs))).toBeLessThan(1e-4);
    const times = one.emitted.filter(({ port }) => port === 'audio').map(({ chunk }) => chunk);
    let end = 0;
    for (const { timestamp, payload } of times) {
      expect(Math.abs(timestamp - end)).toBeLessThan(2);
      end = timestamp + ((payload as AudioBlock).channels[0]!.length * 1e6) / 48_000;
    }
  },
);

test('a broken model is named', async () => {
  const broken = { model: async () => new Blob(['no wasm']) };
  await expect(
    runKernel(kernel, { params: defaults, inputs: [], hosts: broken }),
  ).rejects.toMatchObject({
    notice: {
      title: 'The model is broken',
      // By `printf 'no wasm' | sha256sum`.
      message: expect.stringMatching(
        /^'rnnoise.wasm' of the model 'rnnoise' is not .* 7 bytes, SHA-256 d4e41b7845a8…; 3600944 bytes with SHA-256 b3b67c9eae8f…/,
      ),
    },
  });
});
