import type { Micros } from './micros.ts';

/** How the samples of a frame lie in memory. `I420`: planes Y, U, V, chroma halved both ways, rounded up. */
export type FrameFormat = 'I420' | 'RGBA' | 'GRAY8';

/** What the numbers of a YUV or grey frame mean. RGBA frames are always full range. */
export interface Colour {
  readonly matrix: 'bt601' | 'bt709';
  readonly range: 'limited' | 'full';
}

/** Bytes in memory of their own thread. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Samples of a frame, in pooled memory of their own thread or in memory that all workers share. */
export type Plane = Uint8Array;

/**
 * One picture. All planes are views of one buffer, which may hold more than this frame; row `y` of plane `p` starts at `y * strides[p]`.
 * Width and height are in pixels, 1 to 16 384. Luma as a value is `(Y − 16) / 219` in limited range.
 */
export interface Frame {
  readonly kind: 'frame';
  readonly format: FrameFormat;
  readonly width: number;
  readonly height: number;
  readonly planes: readonly Plane[];
  readonly strides: readonly number[];
  readonly colour: Colour;
}

/** Planar samples, −1 to 1, all channels of one length. Sample k lies at `timestamp + k · 1e6 / sampleRate`. */
export interface AudioBlock {
  readonly kind: 'audio';
  readonly sampleRate: number;
  readonly channels: readonly Float32Array<ArrayBuffer>[];
  /** Set on the first block after a gap: the sample counter was anchored anew. */
  readonly discontinuity?: boolean;
}

/** One found thing. The box is in fractions of the frame, 0 to 1, origin top left. */
export interface Detection {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Confidence or strength, 0 to 1. */
  readonly score: number;
  readonly label?: string;
}

/** Everything found in one frame; empty when nothing was. `frame` is the size searched, in pixels. */
export interface Detections {
  readonly kind: 'detections';
  readonly frame: { readonly width: number; readonly height: number };
  readonly items: readonly Detection[];
}

/** The meaning of one tensor axis: element i lies at `start + i · step`, in `unit`. */
export interface Axis {
  readonly name: string;
  readonly unit: string;
  readonly start: number;
  readonly step: number;
}

/** Numbers in row-major order; `data.length` is the product of `shape`. */
export interface Tensor {
  readonly kind: 'tensor';
  readonly shape: readonly number[];
  readonly data: Float32Array<ArrayBuffer>;
  readonly axes: readonly Axis[];
  /** Unit of the elements, such as `dB`. */
  readonly unit: string;
}

/** One word that was heard. */
export interface TranscriptWord {
  readonly text: string;
  readonly start: Micros;
  readonly end: Micros;
  /** 0 to 1; 1 where the recogniser gives none, as for words that are not final. */
  readonly confidence: number;
  /** Set where start and end are guessed from the sound and the length of the words, not heard. */
  readonly estimated?: true;
  /** Set on words that somebody looked for. */
  readonly marked?: true;
}

/**
 * What was understood of one utterance so far, from its beginning. Each takes the place of the one before
 * with the same `id`; a `final` one stays as it is, also where it has no words.
 */
export interface Transcript {
  readonly kind: 'transcript';
  readonly words: readonly TranscriptWord[];
  readonly final: boolean;
  /** Number of the utterance in its stream, from 0 up. */
  readonly id: number;
}

/** What the chunks of each port type carry. Types without an operator yet are left out of the map. */
export interface PayloadOf {
  'video/raw': Frame;
  'audio/pcm': AudioBlock;
  'value/number': number;
  'vision/detections': Detections;
  'text/transcript': Transcript;
  tensor: Tensor;
}

/** The type of a port. */
export type PortType = keyof PayloadOf;

/** Any payload. */
export type Payload = PayloadOf[PortType];

/** The port type that carries such a payload. */
export function portTypeOf(payload: Payload): PortType {
  if (typeof payload === 'number') return 'value/number';
  switch (payload.kind) {
    case 'frame':
      return 'video/raw';
    case 'audio':
      return 'audio/pcm';
    case 'tensor':
      return 'tensor';
    case 'detections':
      return 'vision/detections';
    case 'transcript':
      return 'text/transcript';
  }
}

/** A view of the memory a payload keeps alive. Numbers, detections and transcripts have none. */
export function storageOf(payload: Payload): ArrayBufferView | undefined {
  if (typeof payload === 'number') return undefined;
  switch (payload.kind) {
    case 'frame':
      return payload.planes[0];
    case 'audio':
      return payload.channels[0];
    case 'tensor':
      return payload.data;
    case 'detections':
    case 'transcript':
      return undefined;
  }
}

/** What a queue counts for a payload, in bytes. A number counts 8, a detection 48, a word 64. */
export function byteLengthOf(payload: Payload): number {
  if (typeof payload === 'number') return 8;
  switch (payload.kind) {
    case 'frame':
      return payload.planes.reduce((bytes, plane) => bytes + plane.byteLength, 0);
    case 'audio':
      return payload.channels.reduce((bytes, channel) => bytes + channel.byteLength, 0);
    case 'tensor':
      return payload.data.byteLength;
    case 'detections':
      return 48 * payload.items.length;
    case 'transcript':
      return 64 * payload.words.length;
  }
}

/** Caps of one payload in a few words: `1280 × 720 I420`, `48.0 kHz stereo`. */
export function describePayload(payload: Payload): string {
  if (typeof payload === 'number') return 'number';
  switch (payload.kind) {
    case 'frame':
      return `${payload.width} × ${payload.height} ${payload.format}`;
    case 'audio': {
      const count = payload.channels.length;
      const layout = count === 1 ? 'mono' : count === 2 ? 'stereo' : `${count} channels`;
      return `${(payload.sampleRate / 1000).toFixed(1)} kHz ${layout}`;
    }
    case 'tensor':
      return `${payload.shape.join(' × ')} float32`;
    case 'detections':
      return `${payload.items.length} found`;
    case 'transcript':
      return `${payload.words.length} ${payload.words.length === 1 ? 'word' : 'words'}`;
  }
}
