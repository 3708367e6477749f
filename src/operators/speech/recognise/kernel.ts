import { defineKernel } from '#contract/kernel.ts';
import { Fault } from '#contract/fault.ts';
import type { Chunk } from '#stream/chunk.ts';
import { type Micros, micros } from '#stream/micros.ts';
import type { AudioBlock } from '#stream/payload.ts';
import { bareWord } from '#operators/speech/_shared/bareWord.ts';
import { type Search, SPEECH_RATE, type SpeechEngine } from '#operators/speech/_shared/engine.ts';
import { type Endpointing, openEndpointing } from './endpointing.ts';
import { engineKey, openEngine } from './engines.ts';
import { phraseGrammar, phrasesOf } from '#operators/speech/_shared/grammar.ts';
import { createIntake, type Intake } from '#operators/speech/_shared/intake.ts';
import { createListener, type Heard, type Listener } from '#operators/speech/_shared/listener.ts';
import type { spec } from './spec.ts';

type Params = Parameters<(typeof kernel)['open']>[0];
type Said = Chunk<'text/transcript'>;

/** One stretch of sound without a gap, at one rate. */
interface Stretch {
  readonly intake: Intake;
  /** Time of the listener's sample 0. */
  readonly origin: number;
  /** Input samples so far. */
  taken: number;
}

/**
 * Words are final after a pause, at a gap, and at the end. Each chunk lies at the end of the sound it was
 * made of. The engine starts every utterance anew, so that the same sound gives the same words.
 */
export const kernel = defineKernel<typeof spec>(async (initial, env) => {
  let params = initial;
  let engine: SpeechEngine | undefined = await openEngine(env, params);
  let opened = engineKey(params);
  engine.listenFor(searchOf(params));
  let endpointing: Endpointing = await openEndpointing(env, params.endpointing);
  let listener: Listener | undefined;
  let stretch: Stretch | undefined;
  let isStale = false;
  let utterances = 0;
  let last = -Infinity;
  /** No transcript lies before the sound that came last: whoever joins it with pictures waits for none. */
  let bound = -Infinity;
  let zeros = 0;

  /** `utterances` counts over all stretches; a listener begins at 0. */
  const chunksOf = (heard: readonly Heard[], { origin }: Stretch, first: number): readonly Said[] =>
    heard.map(({ at, words, final, id }) => {
      const timeOf = (sample: number): Micros => micros(origin + (sample * 1e6) / SPEECH_RATE);
      const timestamp = micros(Math.max(timeOf(at), last + 1, bound));
      last = timestamp;
      if (final) utterances = first + id + 1;
      return {
        timestamp,
        payload: {
          kind: 'transcript',
          words: words.flatMap((word) => {
            const text = params.written ? word.text : bareWord(word.text);
            if (text === '') return [];
            return { ...word, text, start: timeOf(word.start), end: timeOf(word.end) };
          }),
          final,
          id: first + id,
        },
      };
    });
  let first = 0;

  const finish = async (): Promise<readonly Said[]> => {
    const said = listener && stretch ? chunksOf(await listener.finish(), stretch, first) : [];
    listener = undefined;
    stretch = undefined;
    return said;
  };

  const begin = async (chunk: Chunk<'audio/pcm'>): Promise<Stretch> => {
    const chosen = isStale || !engine ? await choose() : engine;
    listener = createListener(chosen, params, endpointing.begin(params));
    first = utterances;
    const intake = createIntake(chunk.payload.sampleRate);
    return { intake, origin: chunk.timestamp, taken: 0 };
  };

  /** The engine for the newest params, told what to listen for. */
  const choose = async (): Promise<SpeechEngine> => {
    if (opened !== engineKey(params)) {
      await engine?.close();
      engine = undefined;
    }
    engine ??= await openEngine(env, params);
    opened = engineKey(params);
    engine.listenFor(searchOf(params));
    if (endpointing.kind !== params.endpointing) {
      const before = endpointing;
      endpointing = await openEndpointing(env, params.endpointing);
      await before.close();
    }
    isStale = false;
    return engine;
  };

  const warnOfSilence = ({ channels, sampleRate }: AudioBlock): void => {
    const before = zeros;
    const isZero = channels.every((samples) => samples.every((sample) => sample === 0));
    zeros = isZero ? zeros + channels[0]!.length / sampleRate : 0;
    if (before < 5 && zeros >= 5) env.log('Silent for 5 s: is the microphone muted?');
  };

  return {
    async process({ audio: chunk }, emit) {
      if (!chunk) return;
      bound = chunk.timestamp;
      const { channels, sampleRate } = chunk.payload;
      warnOfSilence(chunk.payload);
      const isBroken = !channels.every((samples) => samples.every(Number.isFinite));
      const said: Said[] = [];
      if (isBroken || isStale || !continues(stretch, chunk)) said.push(...(await finish()));
      if (isBroken) {
        env.drop('invalid');
      } else {
        stretch ??= await begin(chunk);
        stretch.taken += channels[0]!.length / sampleRate;
        const heard = await listener!.push(stretch.intake.push(channels));
        said.push(...chunksOf(heard, stretch, first));
      }
      for (const one of said) await emit('transcript', one);
    },
    async flush(emit) {
      bound += 1;
      for (const one of await finish()) await emit('transcript', one);
    },
    update(next) {
      isStale ||=
        engineKey(next) !== engineKey(params) ||
        next.endpointing !== params.endpointing ||
        JSON.stringify(searchOf(next)) !== JSON.stringify(searchOf(params));
      params = next;
      if (listener) listener.settings = next;
    },
    async close() {
      await engine?.close();
      await endpointing.close();
    },
  };
});

/** True if a block goes on where the stretch ended, by less than half a block. */
function continues(
  stretch: Stretch | undefined,
  { timestamp, payload }: Chunk<'audio/pcm'>,
): boolean {
  const { sampleRate, channels, discontinuity } = payload;
  if (!stretch || discontinuity === true || stretch.intake.sampleRate !== sampleRate) return false;
  const end = stretch.origin + stretch.taken * 1e6;
  return Math.abs(timestamp - end) <= Math.max(1000, (channels[0]!.length * 5e5) / sampleRate);
}

/** What to listen for. Throws a `Fault` if there are no phrases. */
function searchOf({ mode, phrases, grammar }: Params): Search {
  if (mode === 'dictation') return { kind: 'dictation' };
  if (mode === 'grammar') return { kind: 'grammar', jsgf: grammar };
  const wanted = phrasesOf(phrases);
  if (wanted.length > 0) return { kind: 'grammar', jsgf: phraseGrammar(wanted) };
  throw new Fault({
    title: 'No phrases',
    message: 'There is nothing to listen for. Write the phrases with commas between.',
    remedies: [],
  });
}
