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
  readonly file: { readonly file: FileParam };
  /** One file of a model that comes with this app; `model` is the name of its folder. */
  readonly model: { readonly model: string; readonly file: string };
  /** The suggested name, with extension. */
  readonly save: { readonly name: string; readonly mimeType: string };
}

/** What comes back. Streams are transferred; their owner closes every frame read from them. */
export interface HostReply {
  readonly camera: { readonly frames: ReadableStream<VideoFrame>; readonly label: string };
  readonly microphone: { readonly blocks: ReadableStream<AudioData>; readonly label: string };
  readonly file: Blob;
  readonly model: Blob;
  /** Takes positioned writes; closing it delivers the file to the user, aborting throws it away. */
  readonly save: WritableStream<SaveWrite>;
}

/** One positioned write of a file being saved. */
export interface SaveWrite {
  readonly position: number;
  readonly data: Uint8Array<ArrayBuffer>;
}
