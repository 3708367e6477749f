import type { SoundRing } from '#stream/soundRing.ts';
import type { FaultNotice } from './fault.ts';
import type { FileParam } from './params.ts';

/** What a kernel asks for, by capability. */
export interface HostRequest {
  /** `device` is the label chosen by the user; empty for the default one. Sizes in pixels, rate in Hz. */
  readonly camera: {
    readonly device: string;
    readonly width: number;
    readonly height: number;
    readonly frameRate: number;
  };
  readonly microphone: { readonly device: string };
  readonly speaker: object;
  /** The browser's own speech recognition, which may send sound to its maker; a BCP 47 language. */
  readonly recogniser: { readonly language: string };
  readonly file: { readonly file: FileParam };
  /** One file of a model that comes with this app; `model` is the name of its folder. */
  readonly model: { readonly model: string; readonly file: string };
  /** The suggested name, with extension. */
  readonly save: { readonly name: string; readonly mimeType: string };
}

/** What comes back. Streams are transferred; their owner closes every frame read from them. */
export interface HostReply {
  readonly camera: { readonly frames: ReadableStream<VideoFrame>; readonly label: string };
  /** Through the audio thread where the page can do that, which nothing holds up; else through the track. */
  readonly microphone:
    | { readonly ring: SoundRing; readonly label: string }
    | { readonly blocks: ReadableStream<AudioData>; readonly label: string };
  /**
   * `sound` leads to the audio thread: takes `Portion`s at `sampleRate` and 'end', and gives a
   * `SpeakerReport` fifty times a second. `state` comes from the page: a `SpeakerState` at every change.
   */
  readonly speaker: {
    readonly sound: MessagePort;
    readonly state: MessagePort;
    readonly sampleRate: number;
  };
  /** Sound goes in as it is written, at any rate; `heard` ends when the recogniser does. */
  readonly recogniser: {
    readonly sound: WritableStream<AudioData>;
    readonly heard: ReadableStream<BrowserHeard>;
  };
  readonly file: Blob;
  readonly model: Blob;
  /** Takes positioned writes; closing it delivers the file to the user, aborting throws it away. */
  readonly save: WritableStream<SaveWrite>;
}

/** Sound to be played: channels of one length, transferred. */
export interface Portion {
  readonly channels: readonly Float32Array[];
  /** Something is missing before it: the edges are faded. */
  readonly isGap: boolean;
}

/** What the speaker has done since it was opened: samples played, and how often it ran out of them. */
export interface SpeakerReport {
  readonly played: number;
  readonly underruns: number;
}

/** Whether the browser lets the page be heard, and what the device adds in latency, in s. */
export interface SpeakerState {
  readonly isRunning: boolean;
  readonly latency: number;
}

/** What the browser understood of a stretch of speech, from its beginning; or why it listens no more. */
export type BrowserHeard =
  | {
      readonly text: string;
      /** 0 to 1; 0 where the browser gives none. */
      readonly confidence: number;
      readonly final: boolean;
    }
  | { readonly fault: FaultNotice };

/** One positioned write of a file being saved. */
export interface SaveWrite {
  readonly position: number;
  readonly data: Uint8Array<ArrayBuffer>;
}
