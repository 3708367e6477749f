import type { Transcript } from '#stream/payload.ts';
import { type Emitted, runKernel } from '#testing/runKernel.ts';
import { numbersFrom, samplesOf, soundInputs, whiteNoise } from '#testing/sound.ts';
import { hiss, joined, modelHosts, needsModel, recording } from '#testing/speech.ts';
import { expect, test } from 'vitest';
import { keyphrasesOf } from './keyphrases.ts';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

const withModel = needsModel('pocketsphinx-en-us');
const goForward = recording('public/media/goforward.wav');
const leisure = recording('e2e/fixtures/speech/sense-0870.wav');
const woman = recording('e2e/fixtures/speech/sense-0920.wav');

type Params = ReturnType<typeof spec.params.parse>;

async function spot(
  samples: Float32Array<ArrayBuffer>,
  params: Partial<Params>,
  { length = 480, rate = 16_000, updates = {} as Record<number, Params> } = {},
): Promise<readonly Emitted[]> {
  const { emitted, leaked } = await runKernel(kernel, {
    params: spec.params.parse(params),
    inputs: soundInputs(rate, [samples], length, 1_000_000),
    updates,
    hosts: modelHosts,
  });
  expect(leaked).toBe(0);
  return emitted;
}

const found = (emitted: readonly Emitted[]): readonly Transcript[] =>
  emitted.filter(({ port }) => port === 'found').map(({ chunk }) => chunk.payload as Transcript);
const texts = (emitted: readonly Emitted[]): readonly string[] =>
  found(emitted).map(({ words }) => words[0]!.text);

test('phrases are found once each, where they were said, soon after', withModel, async () => {
  const emitted = await spot(joined(hiss(0.5), goForward, hiss(0.5)), {
    phrases: 'Ten meters, go forward, open the window',
  });
  expect(texts(emitted)).toEqual(['go forward', 'ten meters']);
  expect(numbersFrom(emitted, 'number').map(({ value }) => value)).toEqual([2, 1]);
  const spans = found(emitted).map(({ words }) => [words[0]!.start / 1e6, words[0]!.end / 1e6]);
  // "go forward" from 0.46 to 1.2 s of the recording, "ten meters" to 2.1 s; it begins at 1.5 s.
  for (const [n, due] of [1.96, 2.7, 2.7, 3.6].entries()) {
    expect(Math.abs(spans.flat()[n]! - due)).toBeLessThan(0.15);
  }
  const times = numbersFrom(emitted, 'number').map(({ time }) => time / 1e6);
  times.forEach((time, n) => expect(time - spans[n]![1]!).toBeLessThan(0.4));
});

test('words amid long sentences are found, and in no other sentence', withModel, async () => {
  const all = joined(hiss(0.3), goForward, hiss(0.7), leisure, hiss(0.7), woman, hiss(0.7));
  const emitted = await spot(all, {
    phrases: 'john dashwood, prudently, amiable woman, respectable, meters, close the door',
  });
  expect(texts(emitted)).toEqual([
    'meters',
    'john dashwood',
    'prudently',
    'amiable woman',
    'respectable',
  ]);
});

test('noise and silence hold no phrase', withModel, async () => {
  const noise = whiteNoise(48_000).map((sample) => sample * 0.3);
  expect(await spot(joined(noise, new Float32Array(16_000)), {})).toEqual([]);
});

test('blocks of any length and 48 kHz find the same', withModel, async () => {
  const sound = joined(hiss(0.3), goForward, hiss(0.5));
  const whole = await spot(sound, {});
  expect(texts(whole)).toEqual(['go forward', 'ten meters']);
  expect(await spot(sound, {}, { length: 1001 })).toEqual(whole);
  const wide = samplesOf(sound.length * 3 - 3, (i) => {
    const [at, share] = [Math.floor(i / 3), (i % 3) / 3];
    return sound[at]! * (1 - share) + sound[at + 1]! * share;
  });
  expect(texts(await spot(wide, {}, { rate: 48_000 }))).toEqual(['go forward', 'ten meters']);
});

test('other phrases count from where they come', withModel, async () => {
  const sound = joined(goForward, hiss(0.6), goForward, hiss(0.6));
  const later = Math.ceil((goForward.length + 8000) / 480);
  const emitted = await spot(
    sound,
    { phrases: 'go forward' },
    { updates: { [later]: spec.params.parse({ phrases: 'meters' }) } },
  );
  expect(texts(emitted)).toEqual(['go forward', 'meters']);
});

test('what the dictionary lacks is named, and so is an empty list', withModel, async () => {
  await expect(
    spot(hiss(0.1) as Float32Array<ArrayBuffer>, { phrases: 'hey frobnitz' }),
  ).rejects.toMatchObject({
    notice: { title: 'Unknown words', message: expect.stringContaining("'frobnitz'") },
  });
  await expect(
    spot(hiss(0.1) as Float32Array<ArrayBuffer>, { phrases: ' , ' }),
  ).rejects.toMatchObject({
    notice: { title: 'No phrases' },
  });
});

test('a threshold falls by a power of ten for each sound', () => {
  const dictionary = 'forward F AO R W ER D\ngo G OW\nten T EH N\n';
  expect(keyphrasesOf(['go forward', 'ten', 'forward'], 1, dictionary)).toEqual([
    { text: 'go forward', exponent: -8 },
    { text: 'ten', exponent: -3 },
    { text: 'forward', exponent: -6 },
  ]);
  expect(keyphrasesOf(['go'], 2, dictionary)[0]!.exponent).toBe(-4);
  expect(keyphrasesOf(['forward forward forward'], 4, dictionary)[0]!.exponent).toBe(-50);
});

const cards = recording('public/media/cards.wav');
/** What is listened for, all of it at once, and where it is said. */
const SAID = {
  'go forward': goForward,
  'ten meters': goForward,
  'john dashwood': leisure,
  prudently: leisure,
  'his power': leisure,
  'amiable woman': woman,
  respectable: woman,
  married: woman,
  spades: cards,
  hearts: cards,
  'open the window': undefined,
  'good morning': undefined,
  'play some music': undefined,
} as const;
const noise = whiteNoise(16_000 * 12);

test.each([
  ['as it is', 0, 1, 0],
  ['12 dB quieter', 0, 0.25, 0],
  ['in noise 20 dB below it', 2, 1, 0.1],
] as const)(
  'of ten phrases in nineteen seconds of speech %s all but %i are found, and none beside',
  withModel,
  async (_, most, gain, share) => {
    let [missed, wrong] = [0, 0];
    for (const speech of new Set(Object.values(SAID))) {
      if (!speech) continue;
      const power = Math.sqrt(speech.reduce((sum, s) => sum + s * s, 0) / speech.length);
      const sound = joined(
        hiss(0.3),
        speech.map((s, i) => gain * s + share * power * noise[i]!),
        hiss(0.7),
      );
      const heard = texts(await spot(sound, { phrases: Object.keys(SAID).join(', ') }));
      const due = Object.entries(SAID).flatMap(([phrase, where]) =>
        where === speech ? phrase : [],
      );
      missed += due.filter((phrase) => !heard.includes(phrase)).length;
      wrong += heard.length - due.filter((phrase) => heard.includes(phrase)).length;
    }
    expect(missed).toBeLessThanOrEqual(most);
    expect(wrong).toBe(0);
  },
);
