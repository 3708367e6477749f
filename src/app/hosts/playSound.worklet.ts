import type { Portion, SpeakerReport } from '#contract/host.ts';
import { PlayQueue } from './playQueue.ts';

/** What comes through the port of the kernel. */
type Message = Portion | 'end';

declare const sampleRate: number;
declare function registerProcessor(name: string, processor: unknown): void;
declare const AudioWorkletProcessor: new () => { readonly port: MessagePort };

/** What is there before the first sample sounds, in s: two blocks of the usual 10 ms, and what may come late. */
const PREFILL = 0.06;
/** Quanta between two reports: about 21 ms at 48 kHz. */
const REPORT_EVERY = 8;

/** Runs on the audio thread: plays what comes through the port that the page hands over first. */
class PlaySound extends AudioWorkletProcessor {
  readonly #queue = new PlayQueue(Math.round(PREFILL * sampleRate));
  #kernel: MessagePort | undefined;
  #quanta = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<MessagePort>) => {
      this.#kernel = data;
      data.onmessage = ({ data: message }: MessageEvent<Message>) => {
        if (message === 'end') this.#queue.end();
        else this.#queue.push(message);
      };
    };
  }

  process(_: unknown, [out]: readonly (readonly Float32Array[])[]): boolean {
    this.#queue.render(out!);
    if (this.#quanta++ % REPORT_EVERY === 0) {
      this.#kernel?.postMessage(this.#queue.counts satisfies SpeakerReport);
    }
    return true;
  }
}

registerProcessor('play-sound', PlaySound);
