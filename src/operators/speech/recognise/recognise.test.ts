import type { FaultNotice } from '#contract/fault.ts';
import type { HostRequest } from '#contract/host.ts';
import { samplesOf, whiteNoise } from '#testing/sound.ts';
import {
  finals,
  hiss,
  joined,
  listen as listenWith,
  type Listening,
  modelHosts,
  needsModel as needs,
  recording,
  type Said,
} from '#testing/speech.ts';
import { expect, test } from 'vitest';
import { createEndpointer, FRAME } from '#operators/speech/_shared/endpointer.ts';
import {
  grammarWords,
  phraseGrammar,
  phrasesOf,
  unknownWords,
} from '#operators/speech/_shared/grammar.ts';

const needsModel = needs('pocketsphinx-en-us');
const goForward = recording('public/media/goforward.wav');

/** With PocketSphinx, in mono. */
const listen = (
  samples: Float32Array<ArrayBuffer>,
  params: Parameters<typeof listenWith>[1] = {},
  listening: Listening = {},
): Promise<readonly Said[]> =>
  listenWith([samples], { engine: 'pocketsphinx', ...params }, listening);

test(
  'the same words are understood every time, from the first to the last',
  needsModel,
  async () => {
    const said = await listen(joined(goForward, hiss(0.5), goForward, hiss(0.5), goForward));
    expect(finals(said)).toEqual(Array.from({ length: 3 }, () => 'go forward ten meters'));
    expect(said.filter(({ transcript }) => transcript.final).map((s) => s.transcript.id)).toEqual([
      0, 1, 2,
    ]);
  },
);

test(
  'words appear before the end of speech, and the final ones have their times',
  needsModel,
  async () => {
    const said = await listen(goForward);
    const partials = said.filter(({ transcript }) => !transcript.final);
    expect(partials.length).toBeGreaterThan(3);
    // Speech lasts from 0.46 to 2.12 s of the recording, which begins at 1 s.
    expect(partials[0]!.time).toBeLessThan(2_000_000);
    const times = said.map(({ time }) => time);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const { words, id } = said.at(-1)!.transcript;
    expect(said.every(({ transcript }) => transcript.id === id)).toBe(true);
    const edges = words.flatMap(({ start, end }) => [start, end]);
    expect(edges).toEqual(edges.toSorted((a, b) => a - b));
    expect(Math.abs(edges[0]! - 1_460_000)).toBeLessThan(100_000);
    expect(Math.abs(edges.at(-1)! - 3_120_000)).toBeLessThan(100_000);
    for (const { confidence } of words) {
      expect(confidence).toBeGreaterThan(0);
      expect(confidence).toBeLessThanOrEqual(1);
    }
  },
);

test('how the sound is cut into blocks changes nothing', needsModel, async () => {
  const whole = await listen(goForward, {}, { length: goForward.length });
  expect(await listen(goForward, {}, { length: 1001 })).toEqual(whole);
});

test('sound at 48 kHz is understood as well', needsModel, async () => {
  // Lines between the samples: the images above 8 kHz are the resampler's to remove.
  const wide = samplesOf(goForward.length * 3 - 3, (i) => {
    const [at, share] = [Math.floor(i / 3), (i % 3) / 3];
    return goForward[at]! * (1 - share) + goForward[at + 1]! * share;
  });
  const said = await listen(wide, { partials: false }, { length: 1440, rate: 48_000 });
  expect(finals(said)).toEqual(['go forward ten meters']);
});

test('a list of phrases and a grammar let nothing else be understood', needsModel, async () => {
  const phrases = await listen(goForward, {
    mode: 'phrases',
    phrases: 'Stop!, go forward ten meters; go back',
  });
  expect(finals(phrases)).toEqual(['go forward ten meters']);
  const grammar = await listen(goForward, { mode: 'grammar' });
  expect(finals(grammar)).toEqual(['go forward ten meters']);
});

test('silence, hiss and a click are no speech', needsModel, async () => {
  const click = samplesOf(400, (i) => (i < 200 ? 0.5 * (-1) ** i : 0));
  expect(await listen(joined(hiss(1), click, hiss(1), new Float32Array(16_000)))).toEqual([]);
});

test(
  'words that the dictionary lacks, no phrases and a broken grammar are faults',
  needsModel,
  async () => {
    const failing = async (params: Parameters<typeof listen>[1]): Promise<FaultNotice> => {
      const error = await listen(goForward, params).catch((reason: unknown) => reason);
      return (error as { readonly notice: FaultNotice }).notice;
    };
    expect((await failing({ mode: 'phrases', phrases: 'go xyzzy' })).message).toContain("'xyzzy'");
    expect((await failing({ mode: 'phrases', phrases: ' , ' })).title).toBe('No phrases');
    const broken = await failing({ mode: 'grammar', grammar: 'go forward' });
    expect(broken.title).toBe("The grammar can't be read");
  },
);

test('a broken file of the model is named', needsModel, async () => {
  const hosts = {
    model: async (request: HostRequest['model']) =>
      request.file === 'means' ? new Blob(['no']) : modelHosts.model(request),
  };
  await expect(listen(goForward, {}, { hosts })).rejects.toThrow("'means'");
});

test('two utterances in noise are found by their level within 150 ms', () => {
  const endpointer = createEndpointer({ threshold: 12, silence: 400 });
  // At 16 kHz: noise at −50 dB, and bursts 20 dB above it from 1 to 2 s and from 3 to 3.5 s.
  const noise = whiteNoise(80_000).map((sample, i) => {
    const isSpeech = (i >= 16_000 && i < 32_000) || (i >= 48_000 && i < 56_000);
    return sample * (isSpeech ? 0.05 : 0.005);
  });
  const edges: [string, number][] = [];
  for (let at = 0; at < noise.length; at += FRAME) {
    const role = endpointer.step(noise.subarray(at, at + FRAME));
    if (role === 'begin' || role === 'end') edges.push([role, (at + FRAME) / 16_000]);
  }
  expect(edges.map(([role]) => role)).toEqual(['begin', 'end', 'begin', 'end']);
  const wanted = [1, 2.4, 3, 3.9];
  edges.forEach(([, time], i) => expect(Math.abs(time - wanted[i]!)).toBeLessThan(0.15));
});

test('phrases become a grammar, and a grammar names its words', () => {
  expect(phrasesOf('Go forward!, stop;\nstop , ')).toEqual(['go forward', 'stop']);
  expect(phraseGrammar(['go forward', 'stop'])).toBe(
    '#JSGF V1.0; grammar phrases; public <phrase> = go forward | stop;',
  );
  const jsgf = `#JSGF V1.0 UTF-8 en; // a robot
    grammar robot; import <numbers.*>; /* its
    orders */ public <order> = (go | /2.5/ move {fast}) [<count> meters]+; <count> = one* | two;`;
  expect(grammarWords(jsgf)).toEqual(['go', 'move', 'meters', 'one', 'two']);
  expect(unknownWords(['go', 'xyzzy', 'g'], 'go G OW\ngoes G OW Z\n')).toEqual(['xyzzy', 'g']);
});
