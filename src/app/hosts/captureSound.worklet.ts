import { QUANTUM, type RingWriter, ringWriter, type SoundRing } from '#stream/soundRing.ts';

/** What the page hands over when it makes the node. */
export interface CaptureOptions {
  readonly ring: SoundRing;
  readonly epoch: number;
}

/** What an audio worklet's scope has; the language's library does not list it. */
declare const sampleRate: number;
declare function registerProcessor(name: string, processor: unknown): void;
declare const AudioWorkletProcessor: new () => object;

/** Runs on the audio thread: puts every quantum into the ring, and is silent itself. */
class CaptureSound extends AudioWorkletProcessor {
  readonly #writer: RingWriter;
  readonly #epoch: number;
  #silence: readonly Float32Array[] | undefined;
  #index = 0;

  constructor({ processorOptions }: { readonly processorOptions: CaptureOptions }) {
    super();
    this.#writer = ringWriter(processorOptions.ring);
    this.#epoch = processorOptions.epoch;
  }

  process([input]: readonly (readonly Float32Array[])[]): boolean {
    let channels = input!;
    // A source that gives nothing has no channels: from its first sound on that is silence.
    if (channels.length > 0) {
      if (this.#silence?.length !== channels.length) {
        this.#silence = channels.map(() => new Float32Array(QUANTUM));
      }
    } else if (this.#silence) channels = this.#silence;
    else return true;
    // Counted here: Chromium's `currentFrame` stands still while the page holds the lock of the graph.
    this.#writer.push(channels, { index: this.#index, sampleRate, epoch: this.#epoch });
    this.#index += 1;
    return true;
  }
}

registerProcessor('capture-sound', CaptureSound);
