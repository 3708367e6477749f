import { Fault } from '#contract/fault.ts';
import { PSModule } from '#vendor/pocketsphinx/ps.mjs';
import {
  type Hypothesis,
  type Keyphrase,
  PIECE,
  type Search,
  type SpeechEngine,
} from './engine.ts';
import { grammarWords, unknownWords } from './grammar.ts';
import type { ModelFiles, ModelManifest } from '#contract/modelFiles.ts';

const ACOUSTIC = [
  'feat.params',
  'mdef',
  'means',
  'noisedict',
  'sendump',
  'transition_matrices',
  'variances',
] as const;

/** At most so many states and words a frame: without a limit speech in noise takes three times as long. */
const MOST_STATES = 3000;
const MOST_WORDS = 10;
/** Samples in one frame of the decoder: it has 100 a second. */
const FRAME = 160;
/** The name under which the decoder knows the language model it was opened with. */
const DICTATION = '_default';
/** What only dictation needs. */
const LANGUAGE = 'en-us.lm.bin';

/** The files that are needed to listen for phrases and grammars alone: all but the largest. */
export function withoutDictation(model: ModelManifest): ModelManifest {
  return { ...model, files: model.files.filter(({ name }) => name !== LANGUAGE) };
}

/**
 * PocketSphinx in WebAssembly, with its second pass and best path on. The decoder carries the mean of
 * the cepstrum from one utterance to the next, and nothing it exports resets that; so its whole memory is
 * kept as it was when it was opened, 88 MB for US English, and put back before each utterance, in 10 ms.
 * `canDictate` says whether its language model is among the files. Throws a `Fault` if the model does not open.
 */
export async function createPocketSphinx(
  files: ModelFiles,
  canDictate = true,
): Promise<SpeechEngine> {
  const sphinx = await PSModule({
    wasmBinary: files.bytes('ps.wasm'),
    print: () => {},
    printErr: () => {},
  });
  sphinx.FS.mkdir('/acoustic');
  for (const name of ACOUSTIC) sphinx.FS.writeFile(`/acoustic/${name}`, files.bytes(name));
  if (canDictate) sphinx.FS.writeFile('/language', files.bytes(LANGUAGE));
  sphinx.FS.writeFile('/dictionary', files.bytes('cmudict-en-us.dict'));
  const decoder = sphinx.ccall(
    'psw_new',
    'number',
    ['string', 'string', 'string', 'number', 'number', 'number', 'number', 'number', 'number'],
    [
      '/acoustic',
      canDictate ? '/language' : '',
      '/dictionary',
      1,
      1,
      0,
      MOST_STATES,
      MOST_WORDS,
      0,
    ],
  );
  if (decoder === 0) throw cannotOpen();
  // The decoder has read them; 32 MB less to keep.
  if (canDictate) sphinx.FS.unlink('/language');
  sphinx.FS.unlink('/dictionary');
  const piece = sphinx._malloc(PIECE * 2);
  let fresh = usedMemory(sphinx.HEAP16.buffer);

  const words = (): Hypothesis =>
    readSegments(sphinx.ccall('psw_segs', 'string', ['number'], [decoder]));
  const restore = (): void => new Uint8Array(sphinx.HEAP16.buffer).set(fresh);

  const choose = (search: Search): void => {
    if (search.kind === 'dictation') {
      sphinx.ccall('psw_search', 'number', ['number', 'string'], [decoder, DICTATION]);
      return;
    }
    const isGrammar = search.kind === 'grammar';
    const words = isGrammar
      ? grammarWords(search.jsgf)
      : search.phrases.flatMap(({ text }) => text.split(' '));
    const unknown = unknownWords(words, files.text('cmudict-en-us.dict'));
    if (unknown.length > 0) throw notInDictionary(unknown);
    if (!isGrammar) sphinx.FS.writeFile('/keyphrases', keyphraseList(search.phrases));
    const failed = sphinx.ccall(
      isGrammar ? 'psw_jsgf' : 'psw_kws',
      'number',
      ['number', 'string', 'string'],
      [decoder, search.kind, isGrammar ? search.jsgf : '/keyphrases'],
    );
    if (failed !== 0) throw isGrammar ? badGrammar() : cannotOpen();
  };

  return {
    listenFor(search) {
      restore();
      choose(search);
      fresh = usedMemory(sphinx.HEAP16.buffer);
    },
    start() {
      restore();
      sphinx._psw_start(decoder);
    },
    feed(samples) {
      sphinx.HEAP16.set(samples, piece >> 1);
      sphinx._psw_feed(decoder, piece, samples.length);
    },
    partial: words,
    end() {
      sphinx._psw_end(decoder);
      return words();
    },
    // Its memory goes with the last reference to it.
    close() {},
  };
}

/** The phrases as the decoder reads them, a line each. */
function keyphraseList(phrases: readonly Keyphrase[]): string {
  return phrases.map(({ text, exponent }) => `${text} /1e${exponent}/\n`).join('');
}

/** A copy of the memory up to the last byte that is not 0. */
function usedMemory(buffer: ArrayBuffer): Uint8Array<ArrayBuffer> {
  const cells = new Int32Array(buffer);
  let end = cells.length;
  while (end > 0 && cells[end - 1] === 0) end -= 1;
  return new Uint8Array(buffer.slice(0, end * 4));
}

/** Lines of word, first frame, last frame and posterior. Silence, noise and marks are in angles, brackets or pluses. */
function readSegments(lines: string): Hypothesis {
  return lines.split('\n').flatMap((line) => {
    const [word = '', first = '', last = '', posterior = ''] = line.split('\t');
    if (!/^[^<[+(]/.test(word)) return [];
    return {
      // The second pronunciation of a word is named `been(2)`.
      text: word.trim().replace(/\(\d+\)$/, ''),
      start: Number(first) * FRAME,
      end: (Number(last) + 1) * FRAME,
      confidence: Math.min(1, Number(posterior)),
    };
  });
}

function cannotOpen(): Fault {
  return new Fault({
    title: "The model doesn't open",
    message:
      "PocketSphinx can't read the files of its model. Run 'npm run models' and build again.",
    remedies: ['retry'],
  });
}

function notInDictionary(unknown: readonly string[]): Fault {
  const names = unknown.map((word) => `'${word}'`).join(', ');
  return new Fault({
    title: 'Unknown words',
    message: `The dictionary has no ${names}. Write what is said as the words it is made of, numbers in words.`,
    remedies: [],
  });
}

function badGrammar(): Fault {
  return new Fault({
    title: "The grammar can't be read",
    message:
      'It is no JSGF with a public rule. The smallest one: #JSGF V1.0; grammar g; public <order> = go forward | stop;',
    remedies: [],
  });
}
