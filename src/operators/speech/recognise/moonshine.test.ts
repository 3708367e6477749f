import { Fault, type FaultNotice } from '#contract/fault.ts';
import type { HostRequest } from '#contract/host.ts';
import { bareWord } from '#operators/speech/_shared/bareWord.ts';
import type { TestHosts } from '#testing/runKernel.ts';
import {
  finals,
  hiss,
  joined,
  listen,
  modelHosts,
  needsModel as needs,
  recording,
  textOf,
} from '#testing/speech.ts';
import { openAsBlob } from 'node:fs';
import { expect, test } from 'vitest';

const needsModel = needs('moonshine-tiny-en');
const needsBoth = needs('pocketsphinx-en-us').skip ? needs('pocketsphinx-en-us') : needsModel;
const goForward = recording('public/media/goforward.wav');
const dashwood = recording('e2e/fixtures/speech/sense-0870.wav');
const bare = { engine: 'moonshine', written: false } as const;

test('the same words are understood every time, as they are written', needsModel, async () => {
  const said = await listen([joined(goForward, hiss(0.5), goForward)], { engine: 'moonshine' });
  expect(finals(said)).toEqual(['Go forward ten meters.', 'Go forward ten meters.']);
});

test('bare words are exact, and appear before the end of speech', needsModel, async () => {
  const said = await listen([goForward], bare);
  expect(finals(said)).toEqual(['go forward ten meters']);
  const partials = said.filter(({ transcript }) => !transcript.final);
  expect(partials.length).toBeGreaterThan(3);
  // The first word lasts from 1.46 to 1.63 s, and the last one to 3.12 s.
  expect(partials[0]!.time).toBeLessThan(2_130_000);
  expect(partials.at(-1)!.time).toBeLessThan(3_200_000);
  for (const { confidence } of said.at(-1)!.transcript.words) {
    expect(confidence).toBeGreaterThan(0.3);
    expect(confidence).toBeLessThanOrEqual(1);
  }
});

test(
  'a long sentence has every word, whether it was looked at on the way or not',
  needsModel,
  async () => {
    const words =
      'And Mr. John Dashwood had then leisure to consider how much there might be prudently in his power to do for them.';
    const said = await listen([dashwood], { engine: 'moonshine' });
    expect(finals(said)).toEqual([words]);
    // A guess that was checked gives what decoding anew gives.
    const once = await listen([dashwood], { engine: 'moonshine', partials: false });
    expect(finals(once)).toEqual([words]);
    const texts = said.map(({ transcript }) => textOf(transcript));
    expect(new Set(texts).size).toBe(texts.length);
  },
);

test(
  'word times are marked as estimates, near those that PocketSphinx hears',
  needsBoth,
  async () => {
    const guessed = (await listen([goForward], bare)).at(-1)!.transcript.words;
    const heard = (await listen([goForward], { engine: 'pocketsphinx' })).at(-1)!.transcript.words;
    expect(guessed.every(({ estimated }) => estimated === true)).toBe(true);
    expect(heard.some(({ estimated }) => estimated === true)).toBe(false);
    guessed.forEach(({ start, end }, i) => {
      expect(Math.abs(start - heard[i]!.start)).toBeLessThan(350_000);
      expect(Math.abs(end - heard[i]!.end)).toBeLessThan(350_000);
    });
  },
);

test(
  'Automatic is Moonshine for free speech, PocketSphinx for phrases or without its model',
  needsBoth,
  async () => {
    expect(finals(await listen([goForward]))).toEqual(['Go forward ten meters.']);
    const phrases = { mode: 'phrases', phrases: 'stop, go forward ten meters' } as const;
    expect(finals(await listen([goForward], phrases))).toEqual(['go forward ten meters']);
    expect(finals(await listen([goForward], {}, { hosts: without('moonshine-tiny-en') }))).toEqual([
      'go forward ten meters',
    ]);
    expect((await failing({ engine: 'moonshine', ...phrases })).message).toContain('PocketSphinx');
  },
);

test('a model of the user is read, and told apart from what is none', needsModel, async () => {
  const own = {
    engine: 'moonshine',
    encoder: chosen('encoder_model.ort'),
    decoder: chosen('decoder_model_merged.ort'),
    tokenizer: chosen('tokenizer.bin'),
  } as const;
  const hosts = ownFilesHost();
  expect(finals(await listen([goForward], own, { hosts }))).toEqual(['Go forward ten meters.']);
  const said = async (params: Parameters<typeof listen>[1]): Promise<string> => {
    const { title, message } = await failing({ ...own, ...params }, hosts);
    return `${title}. ${message}`;
  };
  expect(await said({ decoder: {} })).toContain('the decoder is still to be chosen');
  expect(await said({ encoder: own.decoder })).toContain(
    "'decoder_model_merged.ort' is no Moonshine encoder: it has no input 'input_values'",
  );
  expect(await said({ decoder: own.tokenizer })).toContain("'tokenizer.bin' is no model");
  expect(await said({ tokenizer: own.encoder })).toContain("'encoder_model.ort' is neither");
});

test('a broken file of the model is named, not passed over', needsModel, async () => {
  const hosts: TestHosts = {
    model: async (request) =>
      request.file === 'decoder_model_merged.ort' ? new Blob(['no']) : modelHosts.model(request),
  };
  const { title, message } = await failing({}, hosts);
  expect([title, message]).toEqual([
    'The model is broken',
    expect.stringContaining("'decoder_model_merged.ort' of the model 'moonshine-tiny-en'"),
  ]);
});

test('words are bare without case and the marks around them', () => {
  const words = ['Mr.', '"Don\u2019t', 'thirty-three,', '\u2014', 'GO!'];
  expect(words.map(bareWord)).toEqual(['mr', "don't", 'thirty-three', '', 'go']);
});

/** As a copy of the app that lacks the model. */
function without(name: string): TestHosts {
  return {
    model(request) {
      if (request.model !== name) return modelHosts.model(request);
      return Promise.reject(
        new Fault({ title: 'The model is not here', message: 'It is not.', remedies: [] }),
      );
    },
  };
}

/** A file param for a file of the model, as if the user had chosen it. */
function chosen(name: string): {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
} {
  return { name, bytes: 1, sha256: '0'.repeat(64) };
}

function ownFilesHost(): TestHosts {
  return {
    ...modelHosts,
    file: ({ file }: HostRequest['file']) => {
      const name = 'name' in file ? file.name : '';
      return openAsBlob(`public/models/moonshine-tiny-en/${name}`);
    },
  };
}

async function failing(
  params: Parameters<typeof listen>[1],
  hosts: TestHosts = modelHosts,
): Promise<FaultNotice> {
  const error = await listen([goForward], params, { hosts }).catch((reason: unknown) => reason);
  return (error as { readonly notice: FaultNotice }).notice;
}
