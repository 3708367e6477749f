import { type Endpointer, type EndpointSettings, FRAME } from './endpointer.ts';
import { type Hypothesis, PIECE, SPEECH_RATE, type SpeechEngine } from './engine.ts';

/** How a listener cuts its sound into utterances. */
export interface ListenerSettings extends EndpointSettings {
  /** Sound before the beginning that is part of an utterance, in ms. */
  readonly preRoll: number;
  /** An utterance this long, in s, is ended where it is. */
  readonly longest: number;
  readonly partials: boolean;
}

/** A hypothesis; times in samples at 16 kHz since the listener's first one. */
export interface Heard {
  /** The last sample it was made of, + 1. */
  readonly at: number;
  readonly words: Hypothesis;
  readonly final: boolean;
  readonly id: number;
}

/** Listens to one stretch of sound at 16 kHz, one call at a time. How it is cut into blocks changes nothing. */
export interface Listener {
  /** Takes in the next samples and says what was understood meanwhile, in order. */
  push(samples: Float32Array): Promise<readonly Heard[]>;
  /** Ends the utterance that goes on, if one does. Later samples go on counting. */
  finish(): Promise<readonly Heard[]>;
  settings: ListenerSettings;
}

/** Utterances are numbered from 0; each is fed to the engine piece by piece as it is spoken. The endpointer is its own. */
export function createListener(
  engine: SpeechEngine,
  initial: ListenerSettings,
  endpointer: Endpointer,
): Listener {
  const frame = new Float32Array(FRAME);
  let filled = 0;
  let taken = 0;
  let id = 0;
  /** Sound that was not handed on: the newest before an utterance, the rest of a piece in one. */
  let held: number[] = [];
  /** First sample of the utterance that goes on. */
  let begun: number | undefined;
  let shown = '';

  const feed = (count: number): void => {
    engine.feed(Int16Array.from(held.slice(0, count)));
    held = held.slice(count);
  };

  const heard = (words: Hypothesis, final: boolean): Heard => ({
    at: taken,
    words: words.map((word) => ({
      ...word,
      start: begun! + word.start,
      end: begun! + word.end,
    })),
    final,
    id,
  });

  /** Samples before an utterance that belong to it: at least those by which it was found. */
  const kept = (): number =>
    Math.max(FRAME * 8, Math.round((listener.settings.preRoll * SPEECH_RATE) / 1000));

  const begin = async (): Promise<void> => {
    held = held.slice(-kept());
    begun = taken - held.length;
    await engine.start();
  };

  /** Feeds whole pieces; a hypothesis with other words than the last is news. */
  const goOn = async (): Promise<readonly Heard[]> => {
    if (held.length < PIECE) return [];
    while (held.length >= PIECE) feed(PIECE);
    if (!listener.settings.partials) return [];
    const words = await engine.partial(endpointer.voiced - begun!);
    const text = textOf(words);
    if (text === shown) return [];
    shown = text;
    return [heard(words, false)];
  };

  const end = async (): Promise<readonly Heard[]> => {
    while (held.length > 0) feed(Math.min(PIECE, held.length));
    const words = await engine.end();
    // What was never shown and is nothing needs no number.
    const last = words.length > 0 || shown !== '' ? [heard(words, true)] : [];
    id += last.length;
    begun = undefined;
    shown = '';
    return last;
  };

  const takeFrame = async (): Promise<readonly Heard[]> => {
    const { longest } = listener.settings;
    for (const sample of frame) held.push(toInt16(sample));
    taken += FRAME;
    const role = await endpointer.step(frame);
    if (role === 'silence') {
      if (held.length > 2 * kept()) held = held.slice(-kept());
      return [];
    }
    if (role === 'begin') await begin();
    if (role === 'end') return end();
    if (taken - begun! < longest * SPEECH_RATE) return goOn();
    endpointer.leave();
    return end();
  };

  let current = initial;
  const listener: Listener = {
    async push(samples) {
      const news: Heard[] = [];
      for (let at = 0; at < samples.length;) {
        const count = Math.min(FRAME - filled, samples.length - at);
        frame.set(samples.subarray(at, at + count), filled);
        filled += count;
        at += count;
        if (filled < FRAME) break;
        filled = 0;
        news.push(...(await takeFrame()));
      }
      return news;
    },
    async finish() {
      if (begun === undefined) return [];
      endpointer.leave();
      return end();
    },
    get settings() {
      return current;
    },
    set settings(next) {
      current = next;
      endpointer.settings = next;
    },
  };
  return listener;
}

/** The words of a hypothesis, by which it is told from another. */
function textOf(words: Hypothesis): string {
  return words.map(({ text }) => text).join(' ');
}

function toInt16(sample: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768)));
}
