import { SPEECH_RATE } from '#operators/speech/_shared/engine.ts';
import { createSpeechFrames } from '#operators/speech/_shared/speechFrames.ts';
import { defineKernel } from '#contract/kernel.ts';
import { type Micros, micros } from '#stream/micros.ts';
import type { z } from 'zod';
import { readExamples } from './examples.ts';
import { createMatcher, limitOf, type Matcher, type Reading } from './matcher.ts';
import type { spec } from './spec.ts';
import { templatesOf } from './templates.ts';

type Params = z.output<(typeof spec)['params']>;

/** From one likeness to the next: 50 ms. */
const INTERVAL = 800;
/** A better match may come so long after a good one, in samples: then it ends there. */
const SETTLED = 0.15 * SPEECH_RATE;

/** The word is told once no better match of the same sound can come; each sound is one word at most. */
export const kernel = defineKernel<typeof spec>(async (initial, env) => {
  const learn = async ({ example1, example2, example3 }: Params) => {
    const recordings = await readExamples(env, [example1, example2, example3]);
    return { templates: templatesOf(recordings), limit: limitOf(recordings) };
  };
  let word = await learn(initial);
  let learning: Promise<void> | undefined;
  const frames = createSpeechFrames(env, INTERVAL);
  let params = initial;
  let matcher: Matcher = createMatcher(word.templates);
  let origin = 0;
  // The best match that was not told yet, and the end of the last one that was.
  let best: Reading | undefined;
  let over = 0;
  let id = 0;
  let last = -Infinity;

  const timeOf = (sample: number): Micros => micros(origin + (sample * 1e6) / SPEECH_RATE);

  /** The best match, at `at` samples. */
  const told = (at: number) => {
    const { start, end, distance } = best!;
    best = undefined;
    over = end;
    last = Math.max(last + 1, timeOf(at));
    const confidence = Math.max(0, Math.min(1, 1 - distance / (2 * limit())));
    const words = [{ text: params.name, start: timeOf(start), end: timeOf(end), confidence }];
    const payload = { kind: 'transcript', words, final: true, id } as const;
    id += 1;
    return { timestamp: micros(last), payload };
  };
  const limit = (): number => word.limit * params.tolerance;

  return {
    async process({ audio: chunk }, emit) {
      if (!chunk) return;
      const isTaught = learning !== undefined;
      await learning;
      learning = undefined;
      const taken = frames.push(chunk);
      if (taken.isNew || isTaught) {
        if (best) await emit('found', told(best.end));
        const from = (taken.frames[0]?.index ?? 0) * INTERVAL;
        matcher = createMatcher(word.templates, from);
        over = from;
        if (taken.isNew) origin = chunk.timestamp;
      }
      for (const { index, samples } of taken.frames) {
        let nearest = Infinity;
        for (const reading of matcher.push(samples)) {
          const { distance, start, end, spoken } = reading;
          if (spoken) nearest = Math.min(nearest, distance);
          const isNew = spoken && start >= over;
          if (isNew && distance < Math.min(limit(), best?.distance ?? Infinity)) best = reading;
          if (best && end >= best.end + SETTLED) await emit('found', told(end));
        }
        const timestamp = timeOf((index + 1) * INTERVAL);
        await emit('likeness', { timestamp, payload: likenessOf(nearest, limit()) });
      }
    },
    async flush(emit) {
      if (best) await emit('found', told(best.end));
    },
    update(next) {
      const filesOf = ({ example1, example2, example3 }: Params): string =>
        JSON.stringify([example1, example2, example3]);
      const isOther = filesOf(next) !== filesOf(params);
      params = next;
      if (isOther) learning = learn(next).then((learnt) => void (word = learnt));
    },
  };
});

/** 1 at the limit, 2 for the same sound, below 1 for others, 0 for what can't be compared, such as silence. */
function likenessOf(distance: number, limit: number): number {
  return distance <= limit ? 2 - distance / limit : limit / distance;
}
