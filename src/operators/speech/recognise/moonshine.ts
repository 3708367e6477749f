import { Fault } from '#contract/fault.ts';
import {
  type Hypothesis,
  SPEECH_RATE,
  type SpeechEngine,
} from '#operators/speech/_shared/engine.ts';
import type { Choice, MoonshineNetworks } from './moonshineNetworks.ts';
import { createSampleStore } from './sampleStore.ts';
import type { TokenTable } from './tokenTable.ts';
import { estimateTimes } from './wordTimes.ts';

const BEGIN = 1;
const END = 2;

/** The model was taught that nobody says more tokens a second; without a limit noise makes it stutter for long. */
const TOKENS_PER_SECOND = 6.5;
/** The first look at an utterance: there is its lead, and most of a word. */
const FIRST_LOOK = 0.6 * SPEECH_RATE;
/** Time between two looks: this at least, and a tenth of the utterance, since each hears all of it again. */
const NEXT_LOOK = 0.4 * SPEECH_RATE;
const LOOKS_PER_UTTERANCE = 10;
/** So long after the last voice there is nothing new to look at; the end hears the pause as well, which it needs. */
const PAUSE = 0.2 * SPEECH_RATE;
/** Less than this has no words, and is less than the encoder takes. */
const SHORTEST = 0.1 * SPEECH_RATE;

/** What an engine over neural networks needs besides them. */
export interface MoonshineParts {
  readonly networks: MoonshineNetworks;
  readonly tokens: TokenTable;
  /** Lets the thread answer its messages; awaited between two passes of a network. */
  readonly turn: () => Promise<void>;
}

/**
 * Moonshine, a neural network that hears an utterance as a whole. While it is spoken all of it is heard again,
 * every 0.4 s and more seldom the longer it gets. The words found before are handed in as a guess, which the
 * decoder checks in one pass; only what comes after the first wrong one is decoded token by token, so that
 * the result is that of decoding anew. In a pause nothing is heard again before its end. Times of words are
 * estimates; confidence is the product of the probabilities of a word's tokens.
 */
export function createMoonshine({ networks, tokens, turn }: MoonshineParts): SpeechEngine {
  if (networks.vocabulary > tokens.size) throw foreignTokens(networks.vocabulary, tokens.size);
  const store = createSampleStore();
  let looked = 0;
  let choices: readonly Choice[] = [];
  let shown: Hypothesis = [];

  /** Greedy decoding of all samples so far. */
  const decode = async (): Promise<readonly Choice[]> => {
    const sound = store.samples().slice();
    const most = Math.ceil((sound.length / SPEECH_RATE) * TOKENS_PER_SECOND);
    const guess = choices.slice(0, most).map(({ token }) => token);
    await turn();
    const heard = await networks.encode(sound);
    await turn();
    let pass = await networks.follow(heard, [BEGIN, ...guess]);
    let right = 0;
    while (right < guess.length && pass.choices[right]!.token === guess[right]) right += 1;
    const found = pass.choices.slice(0, right + 1);
    let memory = networks.shorten(pass.memory, right + 1);
    while (found.at(-1)!.token !== END && found.length < most) {
      await turn();
      pass = await networks.follow(heard, [found.at(-1)!.token], memory);
      memory = pass.memory;
      found.push(pass.choices[0]!);
    }
    return found.filter(({ token }) => token !== END);
  };

  const hypothesis = (found: readonly Choice[]): Hypothesis => {
    const words = wordsOf(found, tokens);
    const spans = estimateTimes(
      words.map(({ text }) => text),
      store.samples(),
    );
    return words.map((word, i) => ({ ...word, ...spans[i]!, estimated: true }));
  };

  return {
    listenFor(search) {
      if (search.kind !== 'dictation') throw dictationOnly();
    },
    start() {
      store.clear();
      looked = 0;
      choices = [];
      shown = [];
    },
    feed(piece) {
      store.add(piece);
    },
    async partial(voiced) {
      const wait =
        looked === 0 ? FIRST_LOOK : Math.max(NEXT_LOOK, store.length / LOOKS_PER_UTTERANCE);
      if (store.length - looked < wait || store.length >= voiced + PAUSE) return shown;
      looked = store.length;
      const found = await decode();
      // Half a word at the end may make the model repeat itself: the next look will know better.
      if (stutters(found)) return shown;
      choices = found;
      shown = withoutLastMark(hypothesis(found));
      return shown;
    },
    async end() {
      return store.length < SHORTEST ? [] : hypothesis(await decode());
    },
    close: () => networks.close(),
  };
}

/** Tokens as words: each begins where a space does. */
function wordsOf(
  found: readonly Choice[],
  tokens: TokenTable,
): readonly { readonly text: string; readonly confidence: number }[] {
  const groups: Choice[][] = [];
  for (const choice of found) {
    if (groups.length === 0 || tokens.beginsWord(choice.token)) groups.push([]);
    groups.at(-1)!.push(choice);
  }
  return groups
    .map((group) => ({
      text: tokens.textOf(group.map(({ token }) => token)),
      confidence: group.reduce((product, { probability }) => product * probability, 1),
    }))
    .filter(({ text }) => text !== '');
}

/** True if the tokens end with the same one, two or three, three times over. */
function stutters(found: readonly Choice[]): boolean {
  const ids = found.map(({ token }) => token);
  return [1, 2, 3].some((size) => {
    const tail = ids.slice(-3 * size);
    return tail.length === 3 * size && tail.every((id, i) => id === tail[i % size]);
  });
}

/** Who is not done speaking has not come to the end of a sentence: no mark behind the last word. */
function withoutLastMark(words: Hypothesis): Hypothesis {
  const last = words.at(-1);
  const text = last?.text.replace(/[.,;:!?-]+$/, '');
  return [...words.slice(0, -1), ...(last && text ? [{ ...last, text }] : [])];
}

function dictationOnly(): Fault {
  return new Fault({
    title: 'Moonshine takes no grammar',
    message:
      'It writes down anything that is said. For phrases and grammars choose the engine PocketSphinx, or Automatic.',
    remedies: [],
  });
}

function foreignTokens(vocabulary: number, size: number): Fault {
  return new Fault({
    title: 'Files of two models',
    message: `The decoder knows ${vocabulary} tokens, the tokeniser ${size}. Choose the tokeniser that came with the decoder.`,
    remedies: [],
  });
}
