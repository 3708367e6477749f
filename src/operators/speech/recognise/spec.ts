import { type FileParam, fileParam } from '#contract/params.ts';
import { defineSpec } from '#contract/spec.ts';
import type { Micros } from '#stream/micros.ts';
import { z } from 'zod';

/** What decides which engine listens. */
interface EngineParams {
  readonly engine: 'auto' | 'moonshine' | 'pocketsphinx' | 'browser';
  readonly mode: 'dictation' | 'phrases' | 'grammar';
  readonly encoder: FileParam;
}

/** Models by engine; a model of the user's own takes the place of Moonshine's. */
const MODELS = {
  moonshine: (params: EngineParams) =>
    isChosen(params) ? ['onnxruntime'] : ['onnxruntime', 'moonshine-tiny-en'],
  pocketsphinx: () => ['pocketsphinx-en-us'],
  browser: () => [],
} as const;

/** As `openEngine` of the kernel chooses, once it knows which models there are. */
function engineOf(
  params: EngineParams,
  isHere: (model: string) => boolean,
): 'moonshine' | 'pocketsphinx' | 'browser' {
  const { engine, mode } = params;
  if (engine !== 'auto') return engine;
  if (mode !== 'dictation') return 'pocketsphinx';
  return MODELS.moonshine(params).every(isHere) ? 'moonshine' : 'pocketsphinx';
}

function isChosen({ encoder }: EngineParams): boolean {
  return 'sha256' in encoder || 'asset' in encoder;
}

/** Speech in, words out. */
export const spec = defineSpec({
  id: 'speech/recognise',
  title: 'Speech recognition',
  doc: 'Writes down what is said in US English while it is said, on this machine alone unless the browser is to do it. Words may still change until the speaker pauses; then they are final. Clear speech close to the microphone is understood best, and a list of phrases far better than free speech.',
  category: 'audio',
  glyph: 'M2 3h12v8H7.5L4.5 13.5V11H2zM5 6.2h.1M8 6.2h.1M11 6.2h.1M5 8.6h4',
  keywords: [
    'speech',
    'voice',
    'transcribe',
    'transcript',
    'text',
    'words',
    'dictation',
    'captions',
    'subtitles',
    'asr',
    'stt',
    'pocketsphinx',
    'recognize',
    'command',
  ],
  inputs: {
    audio: {
      type: 'audio/pcm',
      doc: 'Speech at any rate. Channels are mixed to mono.',
      // Six seconds of a microphone's blocks: an utterance is understood faster than it was spoken, but at once.
      capacity: 600,
    },
  },
  outputs: {
    transcript: {
      type: 'text/transcript',
      doc: 'The words of each utterance: first what they seem to be, again and again, then what they are.',
    },
  },
  caps: ({ partials }) => [
    { out: { transcript: { kind: partials ? ['partial', 'final'] : 'final' } } },
  ],
  converter: true,
  params: z.strictObject({
    engine: z
      .enum(['auto', 'moonshine', 'pocketsphinx', 'browser'])
      .default('auto')
      .meta({
        title: 'Engine',
        description:
          'Moonshine, a neural network, understands free speech far better. PocketSphinx knows phrases and grammars. Automatic takes the one of these that suits and is here. The browser has one of its own, which sends the sound to its maker.',
        labels: {
          auto: 'Automatic',
          moonshine: 'Moonshine',
          pocketsphinx: 'PocketSphinx',
          browser: 'The browser ↗',
        },
      }),
    mode: z
      .enum(['dictation', 'phrases', 'grammar'])
      .default('dictation')
      .meta({
        title: 'Listen for',
        description: 'Anything that is said, one of a few phrases, or what a grammar allows.',
        labels: { dictation: 'Anything', phrases: 'Phrases', grammar: 'A grammar' },
      }),
    phrases: z.string().max(10_000).default('go forward, go back, stop').meta({
      title: 'Phrases',
      description: 'What may be said, with commas between. Numbers in words. For the mode Phrases.',
    }),
    grammar: z
      .string()
      .max(20_000)
      .default(
        '#JSGF V1.0; grammar robot; public <order> = (go | move) (forward | back) [<count> meters]; <count> = one | two | three | ten;',
      )
      .meta({
        title: 'Grammar',
        description:
          'What may be said, as a JSGF grammar: | for or, [ ] for perhaps, <name> for a rule. For the mode A grammar.',
      }),
    endpointing: z
      .enum(['voice', 'level'])
      .default('voice')
      .meta({
        title: 'Told by',
        description:
          'What tells speech from pauses. A voice, found by a neural network, in any noise; or all that is louder than the room, for less work.',
        labels: { voice: 'Voice', level: 'Level' },
      }),
    silence: z.int().min(100).max(3000).default(400).meta({
      title: 'Pause',
      description: 'A pause this long ends an utterance and makes its words final.',
      unit: 'ms',
      step: 10,
    }),
    threshold: z.number().min(3).max(40).default(12).meta({
      title: 'Threshold',
      description: 'How far speech is above the noise of the room, where it is told by its level.',
      unit: 'dB',
      step: 0.5,
    }),
    preRoll: z.int().min(100).max(1000).default(300).meta({
      title: 'Lead',
      description:
        'Sound before the speech that is listened to as well, so that soft beginnings count.',
      unit: 'ms',
      step: 10,
    }),
    longest: z.int().min(2).max(30).default(15).meta({
      title: 'Longest',
      description: 'Who speaks on without a pause gets final words after this time.',
      unit: 's',
      step: 1,
    }),
    written: z.boolean().default(true).meta({
      title: 'Punctuation',
      description:
        'Words as one writes them, with capitals and marks, from engines that know them. Off: bare words.',
    }),
    partials: z.boolean().default(true).meta({
      title: 'While speaking',
      description: 'Sends words that may still change, not final ones only.',
    }),
    encoder: ownFile('Encoder'),
    decoder: ownFile('Decoder'),
    tokenizer: ownFile('Tokeniser'),
  }),
  inline: ['engine', 'mode'],
  requires: ['model', 'file'],
  models: (params, isHere) => MODELS[engineOf(params, isHere)](params),
  chooses: (params, isHere) =>
    params.engine === 'auto' ? { engine: engineOf(params, isHere) } : {},
  heavy: true,
  leaves: ({ engine }) => engine === 'browser',
  latency: { min: 0 as Micros, max: 100_000 as Micros },
});

/** One of the files of a Moonshine model that the user brings. */
function ownFile(part: string) {
  return fileParam.default({}).meta({
    title: part,
    description: `A Moonshine model of your own: choose encoder, decoder (merged) and tokeniser, in the format ONNX or ORT. Without, the one that comes with the app is used.`,
    control: 'file',
    accept: '.onnx,.ort,.bin,.json',
    optional: true,
    address: true,
    group: 'A model of your own',
  });
}
