import { Fault, type FaultNotice } from '#contract/fault.ts';
import type { BrowserHeard, HostReply, HostRequest } from '#contract/host.ts';

/** Failures that mean silence, or that we stopped it ourselves; it is started again, or not. */
const HARMLESS = ['no-speech', 'aborted'];

/** What is used of the browser's recogniser (Web Speech API, draft of 2025). */
interface Recogniser extends EventTarget {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  start(track: MediaStreamTrack): void;
  abort(): void;
}

interface ResultEvent extends Event {
  readonly resultIndex: number;
  readonly results: ArrayLike<
    ArrayLike<{ readonly transcript: string; readonly confidence: number }> & {
      readonly isFinal: boolean;
    }
  >;
}

/**
 * The browser's own recogniser, fed with a track of the sound that is written to it. Chromium sends it to a
 * server of its maker. Lives on the page, where alone there is one; ends with the lease.
 */
export function openRecogniser(
  { language }: HostRequest['recogniser'],
  lease: AbortSignal,
): HostReply['recogniser'] {
  const track = new (generatorOf())({ kind: 'audio' });
  const recogniser = new (recogniserOf())();
  recogniser.lang = language;
  recogniser.continuous = true;
  recogniser.interimResults = true;
  let over = false;
  const heard = new ReadableStream<BrowserHeard>({
    start(controller) {
      const finish = (notice?: FaultNotice): void => {
        if (over) return;
        over = true;
        if (notice) controller.enqueue({ fault: notice });
        controller.close();
        track.stop();
        recogniser.abort();
      };
      recogniser.addEventListener('result', (event) => {
        if (over) return;
        const { results, resultIndex } = event as ResultEvent;
        for (let i = resultIndex; i < results.length; i++) {
          const [best] = Array.from(results[i]!);
          if (!best) continue;
          const { transcript: text, confidence } = best;
          controller.enqueue({ text, confidence, final: results[i]!.isFinal });
        }
      });
      recogniser.addEventListener('error', (event) => {
        const { error } = event as Event & { readonly error: string };
        if (!HARMLESS.includes(error)) finish(noticeOf(error));
      });
      // It ends by itself after a while of silence.
      recogniser.addEventListener('end', () => {
        if (!over) recogniser.start(track);
      });
      lease.addEventListener('abort', () => finish());
      recogniser.start(track);
    },
  });
  return { sound: track.writable, heard };
}

function recogniserOf(): new () => Recogniser {
  const page = globalThis as { SpeechRecognition?: unknown; webkitSpeechRecognition?: unknown };
  const found = page.SpeechRecognition ?? page.webkitSpeechRecognition;
  if (typeof found === 'function') return found as new () => Recogniser;
  throw notOffered();
}

function generatorOf(): typeof MediaStreamTrackGenerator {
  if ('MediaStreamTrackGenerator' in globalThis) return MediaStreamTrackGenerator;
  throw notOffered();
}

function notOffered(): Fault {
  return new Fault({
    title: 'No recogniser here',
    message:
      'This browser has no speech recognition of its own that takes sound. Choose another engine.',
    remedies: [],
    kind: 'unavailable',
  });
}

function noticeOf(error: string): FaultNotice {
  const reasons: Readonly<Record<string, string>> = {
    network: 'It needs a server of its maker, which it does not reach.',
    'not-allowed': 'This page may not use it.',
    'service-not-allowed': 'The browser does not allow it here.',
    'language-not-supported': 'It does not know English here.',
    'audio-capture': 'It takes no sound from here.',
  };
  return {
    title: 'The browser stopped listening',
    message: `${reasons[error] ?? `It says '${error}'.`} Retry, or choose another engine.`,
    remedies: ['retry'],
    kind: 'unavailable',
  };
}
