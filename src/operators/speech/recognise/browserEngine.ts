import type { KernelEnv } from '#contract/env.ts';
import { Fault, type FaultNotice } from '#contract/fault.ts';
import {
  type Hypothesis,
  SPEECH_RATE,
  type SpeechEngine,
} from '#operators/speech/_shared/engine.ts';
import { type Micros, micros } from '#stream/micros.ts';
import { createSampleStore } from './sampleStore.ts';
import { estimateTimes } from './wordTimes.ts';

/** So long the last words are waited for once an utterance ended, in µs. */
const PATIENCE = 2_000_000;

/**
 * The browser's own recogniser, a service of its maker: sound leaves this machine. It finds utterances by
 * itself; what it says while one of ours goes on, or shortly after, is counted as of that. It depends on
 * a server, so it is for live runs alone. Rejects with a `Fault` where there is none.
 */
export async function openBrowserEngine(env: KernelEnv): Promise<SpeechEngine> {
  if (!env.clock.paced) throw liveOnly();
  env.opening("Asking for the browser's recogniser", 'It sends sound to its maker');
  const { sound, heard } = await env.host('recogniser', { language: 'en-US' });
  const writer = sound.getWriter();
  const store = createSampleStore();
  const over = new AbortController();
  /** Finals of the utterance, and behind them what may still change. */
  let finals: { readonly text: string; readonly confidence: number }[] = [];
  let partial = '';
  let fault: FaultNotice | undefined;
  let written = 0;
  /** Told of whatever is heard. */
  let onHeard = (): void => {};

  const listening = (async () => {
    for await (const news of heard) {
      if ('fault' in news) fault = news.fault;
      else if (news.final) {
        finals.push(news);
        partial = '';
      } else partial = news.text;
      onHeard();
    }
  })();
  // A broken stream is one that says nothing more.
  listening.catch(() => undefined);

  const hypothesis = (): Hypothesis => {
    if (fault) throw new Fault(fault);
    const words = [...finals, { text: partial, confidence: 1 }].flatMap(({ text, confidence }) =>
      text
        .split(/\s+/)
        .filter((word) => word !== '')
        .map((word) => ({ text: word, confidence: confidence || 1 })),
    );
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
      finals = [];
      partial = '';
    },
    feed(piece) {
      store.add(piece);
      // Times only have to grow: the recogniser counts samples.
      const timestamp = (written * 1e6) / SPEECH_RATE;
      written += piece.length;
      const block = new AudioData({
        format: 's16',
        sampleRate: SPEECH_RATE,
        numberOfChannels: 1,
        numberOfFrames: piece.length,
        timestamp,
        data: Int16Array.from(piece),
      });
      // Where it takes no more, `heard` says why.
      writer.write(block).catch(() => block.close());
    },
    partial: hypothesis,
    async end() {
      const said = new Promise<void>((resolve) => {
        onHeard = () => {
          if (partial === '' || fault) resolve();
        };
      });
      // Without a word so far there may be none.
      if (partial !== '' || finals.length === 0) {
        await Promise.race([
          said,
          env.clock.until(laterThan(env.clock.now(), PATIENCE), over.signal),
        ]);
      }
      onHeard = () => {};
      return hypothesis();
    },
    async close() {
      over.abort(new Error('The node was closed.'));
      await writer.close().catch(() => undefined);
    },
  };
}

function laterThan(now: Micros, wait: number): Micros {
  return micros(now + wait);
}

function liveOnly(): Fault {
  return new Fault({
    title: "The browser's recogniser is live only",
    message:
      'A batch run gives the same words every time; a service does not. Choose another engine.',
    remedies: [],
  });
}

function dictationOnly(): Fault {
  return new Fault({
    title: 'The browser takes no grammar',
    message:
      'Its recogniser writes down anything that is said. For phrases and grammars choose PocketSphinx, or Automatic.',
    remedies: [],
  });
}
