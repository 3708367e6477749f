import { createAnalysisRack } from '#operators/audio/_shared/analysisRack.ts';
import { createPowerSpectrum, sizeNear } from '#operators/audio/_shared/powerSpectrum.ts';
import { defineKernel } from '#contract/kernel.ts';
import { type Micros, micros } from '#stream/micros.ts';
import type { TranscriptWord } from '#stream/payload.ts';
import { findNotes, type Note } from './findNotes.ts';
import { noteName } from './noteName.ts';
import type { spec } from './spec.ts';

/** Notes that sound together, by name, with the time each began. */
type Sounding = ReadonlyMap<string, Micros>;

/**
 * One look each half window. While the same notes sound, their cents are revised under one id; when others
 * sound, they become final, and the others begin an utterance of their own.
 */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;
  let sounding: Sounding = new Map();
  let words: readonly TranscriptWord[] = [];
  let id = 0;
  let last = -Infinity;

  const rack = createAnalysisRack(env, (rate) => {
    const size = sizeNear(Number(params.window) / 1000, rate);
    const spectrum = createPowerSpectrum(size, 'blackman');
    return {
      size,
      hop: size / 2,
      analyse: (stretch) => findNotes(spectrum.of(stretch), spectrum.gain, rate, params),
    };
  });

  const next = (wanted: number): Micros => {
    last = Math.max(last + 1, wanted);
    return micros(last);
  };

  const wordsOf = (notes: readonly Note[], at: Micros): readonly TranscriptWord[] =>
    notes.map(({ frequency }) => {
      const { name, cents } = noteName(frequency, params.tuning);
      const start = sounding.get(name) ?? at;
      return { text: `${name} ${signed(cents)}¢`, start, end: at, confidence: 1 };
    });

  /** What sounded until now stays as it is. */
  const finish = (at: number) => {
    if (words.length === 0) return undefined;
    const payload = { kind: 'transcript', words, final: true, id } as const;
    id += 1;
    words = [];
    return { timestamp: next(at), payload } as const;
  };

  return {
    async process({ audio: chunk }, emit) {
      if (!chunk) return;
      for (const { timestamp, value: notes } of rack.push(chunk)) {
        const names = notes.map(({ frequency }) => noteName(frequency, params.tuning).name);
        const isSame = names.length === sounding.size && names.every((name) => sounding.has(name));
        const ended = isSame ? undefined : finish(timestamp);
        if (ended) await emit('names', ended);
        sounding = new Map(names.map((name) => [name, sounding.get(name) ?? timestamp]));
        words = wordsOf(notes, timestamp);
        if (words.length > 0) {
          const payload = { kind: 'transcript', words, final: false, id } as const;
          await emit('names', { timestamp: next(timestamp), payload });
        }
        const loudest = notes.toSorted((a, b) => b.level - a.level)[0];
        await emit('strongest', { timestamp, payload: loudest?.frequency ?? 0 });
      }
    },
    async flush(emit) {
      const ended = finish(last);
      if (ended) await emit('names', ended);
    },
    update(changed) {
      params = changed;
      rack.renew();
    },
  };
});

function signed(cents: number): string {
  const rounded = Math.round(cents);
  if (rounded === 0) return '±0';
  return rounded > 0 ? `+${rounded}` : `−${-rounded}`;
}
