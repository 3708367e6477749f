import type { HostRequest } from '#contract/host.ts';
import type { FileParam } from '#contract/params.ts';
import type { Transcript } from '#stream/payload.ts';
import { type Emitted, runKernel } from '#testing/runKernel.ts';
import { numbersFrom, samplesOf, soundInputs, whiteNoise } from '#testing/sound.ts';
import { hiss, joined, recording } from '#testing/speech.ts';
import { openAsBlob } from 'node:fs';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';
import { createWarp } from './warp.ts';

/** One speaker: "ten of clubs", "four queen of clubs" and "seven of clubs", of each the last word. */
const clubs = {
  example1: { asset: 'media/clubs-1.wav' },
  example2: { asset: 'media/clubs-2.wav' },
  example3: { asset: 'media/clubs-3.wav' },
} as const;
/** The same one: "eight of spades four of clubs seven of hearts"; clubs from 1.66 to 2.22 s. */
const cards = recording('public/media/cards.wav');
const goForward = recording('public/media/goforward.wav');
const others = ['sense-0870', 'sense-0920'].map((name) =>
  recording(`e2e/fixtures/speech/${name}.wav`),
);

const hosts = {
  file: ({ file }: HostRequest['file']) =>
    openAsBlob(`public/${(file as Extract<FileParam, { asset: string }>).asset}`),
};

async function spot(
  samples: Float32Array<ArrayBuffer>,
  params: Partial<ReturnType<typeof spec.params.parse>>,
  { length = 480, rate = 16_000 } = {},
): Promise<readonly Emitted[]> {
  const { emitted, leaked } = await runKernel(kernel, {
    params: spec.params.parse({ name: 'clubs', ...params }),
    inputs: soundInputs(rate, [samples], length, 1_000_000),
    hosts,
  });
  expect(leaked).toBe(0);
  return emitted;
}

const found = (emitted: readonly Emitted[]): readonly Transcript[] =>
  emitted.filter(({ port }) => port === 'found').map(({ chunk }) => chunk.payload as Transcript);

test('a word is found where it was said, and nowhere else in eight words of that voice', async () => {
  const emitted = await spot(joined(hiss(0.5), cards, hiss(0.5)), clubs);
  const all = found(emitted);
  expect(all).toHaveLength(1);
  const [word] = all[0]!.words;
  expect(word!.text).toBe('clubs');
  expect(Math.abs(word!.start / 1e6 - 1.5 - 1.66)).toBeLessThan(0.15);
  expect(Math.abs(word!.end / 1e6 - 1.5 - 2.22)).toBeLessThan(0.15);
  const { chunk } = emitted.find(({ port }) => port === 'found')!;
  expect(chunk.timestamp - word!.end).toBeLessThan(350_000);
});

test('other speech, noise and silence do not hold it', async () => {
  const noise = whiteNoise(16_000).map((sample) => sample * 0.2);
  const sound = joined(hiss(0.5), goForward, hiss(0.5), ...others, noise, new Float32Array(8000));
  expect(found(await spot(sound, clubs))).toEqual([]);
});

test('one example does for the same word said twice', async () => {
  const { example1 } = clubs;
  const twice = joined(hiss(0.3), cards, hiss(0.5), cards, hiss(0.3));
  const all = found(await spot(twice, { example1 }));
  expect(all.map(({ id }) => id)).toEqual([0, 1]);
  const [first, second] = all.map(({ words }) => words[0]!.start);
  expect((second! - first!) / 1e6).toBeCloseTo(cards.length / 16_000 + 0.5, 1);
});

test('an example of something else does not make other words alike', async () => {
  const example3 = { asset: 'media/tone.wav' } as const;
  const tone = samplesOf(16_000, (i) => 0.5 * Math.sin((2 * Math.PI * 440 * i) / 16_000));
  const file = ({ file: asked }: HostRequest['file']) =>
    JSON.stringify(asked) === JSON.stringify(example3)
      ? Promise.resolve(new Blob([wavOf(tone)]))
      : hosts.file({ file: asked });
  const { emitted } = await runKernel(kernel, {
    params: spec.params.parse({ ...clubs, example3 }),
    inputs: soundInputs(16_000, [joined(hiss(0.5), cards, hiss(0.5), goForward, ...others)]),
    hosts: { file },
  });
  const starts = found(emitted).map(({ words }) => words[0]!.start / 1e6 - 0.5);
  expect(starts).toHaveLength(1);
  expect(Math.abs(starts[0]! - 1.66)).toBeLessThan(0.15);
});

/** Mono samples as a WAV file of 16 bit at 16 kHz. */
function wavOf(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const file = Buffer.alloc(44 + 2 * samples.length);
  file.write('RIFF', 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(16_000, 24);
  file.writeUInt32LE(32_000, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(2 * samples.length, 40);
  samples.forEach((sample, i) => file.writeInt16LE(Math.round(sample * 32_767), 44 + 2 * i));
  return Uint8Array.from(file);
}

test('blocks of any length find the same, and 48 kHz nearly', async () => {
  const sound = joined(hiss(0.5), cards, hiss(0.5));
  const whole = await spot(sound, clubs);
  expect(await spot(sound, clubs, { length: 1001 })).toEqual(whole);
  const wide = samplesOf(sound.length * 3 - 3, (i) => {
    const [at, share] = [Math.floor(i / 3), (i % 3) / 3];
    return sound[at]! * (1 - share) + sound[at + 1]! * share;
  });
  const [word] = found(await spot(wide, clubs, { rate: 48_000 })).flatMap(({ words }) => words);
  expect(Math.abs(word!.start - found(whole)[0]!.words[0]!.start)).toBeLessThan(50_000);
});

test('likeness is above 1 at the word, below 1 elsewhere, and 0 in silence', async () => {
  const likeness = numbersFrom(await spot(joined(hiss(1), cards), clubs), 'likeness');
  expect(likeness.map(({ time }) => time)).toEqual(
    likeness.map((_, n) => 1_000_000 + (n + 1) * 50_000),
  );
  const during = (from: number, to: number) =>
    likeness.filter(({ time }) => time > from * 1e6 && time < to * 1e6).map(({ value }) => value);
  expect(Math.max(...during(1, 2))).toBe(0);
  expect(Math.max(...during(2, 3.6))).toBeLessThan(1);
  expect(Math.max(...during(4, 4.6))).toBeGreaterThan(1);
});

test('warping finds a sequence at another speed, and when it began', () => {
  const tone = (x: number) => Float32Array.of(Math.sin(x), Math.cos(x));
  const warp = createWarp(Array.from({ length: 20 }, (_, n) => tone(n / 4)));
  const idle = Array.from({ length: 15 }, () => Float32Array.of(3, 3));
  // The same path at 0.7 of the speed takes 28 vectors.
  const slow = Array.from({ length: 28 }, (_, n) => tone(Math.min(19, n * 0.7) / 4));
  const readings = [...idle, ...slow].map((vector) => warp.push(vector));
  const last = readings.at(-1)!;
  expect(last.distance).toBeLessThan(0.1);
  expect(Math.abs(last.length - 28)).toBeLessThanOrEqual(2);
  expect(Math.min(...readings.slice(0, 15).map(({ distance }) => distance))).toBeGreaterThan(1);
});

test('without an example, and with one that is no sound, it says so', async () => {
  await expect(spot(goForward, {})).rejects.toMatchObject({ notice: { title: 'No examples' } });
  await expect(
    spot(goForward, { example2: { asset: 'media/astronaut.jpg' } }),
  ).rejects.toMatchObject({
    notice: { message: expect.stringContaining("'media/astronaut.jpg' is not a sound file") },
  });
});
