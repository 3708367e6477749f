import type { Hypothesis, SpeechEngine } from '#operators/speech/_shared/engine.ts';
import { SPEECH_RATE } from '#operators/speech/_shared/engine.ts';

/** What was found so long ago stays: until then a better match may take its place. */
const SETTLED = 0.2 * SPEECH_RATE;

/** An engine that spots phrases, whose partial hypotheses hold in order what will not be revised. */
export function createSpotter(engine: SpeechEngine): SpeechEngine {
  let fed = 0;
  const inOrder = (found: Hypothesis): Hypothesis => found.toSorted((a, b) => a.start - b.start);
  return {
    listenFor: (search) => engine.listenFor(search),
    start() {
      fed = 0;
      return engine.start();
    },
    feed(samples) {
      fed += samples.length;
      engine.feed(samples);
    },
    async partial(voiced) {
      return inOrder(await engine.partial(voiced)).filter(({ end }) => end <= fed - SETTLED);
    },
    end: async () => inOrder(await engine.end()),
    close: () => engine.close(),
  };
}
