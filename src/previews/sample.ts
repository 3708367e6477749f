import type { Detection, Transcript } from '#stream/payload.ts';

/** The largest picture a preview asks for, in pixels: previews cost about 0.3 ms each at this size. */
export const MAX_PREVIEW = { width: 320, height: 180 } as const;

/** The room a preview has, in device pixels; a sampler never makes more than this or `MAX_PREVIEW`. */
export interface SampleSize {
  readonly width: number;
  readonly height: number;
}

/** A small copy of what passed, made in the worker and drawn on the page. Its buffers are transferred. */
export type Sample =
  | {
      readonly kind: 'picture';
      /** RGBA, `width * height * 4` bytes, never larger than asked; aspect ratio as in the source. */
      readonly pixels: Uint8ClampedArray<ArrayBuffer>;
      readonly width: number;
      readonly height: number;
    }
  | {
      readonly kind: 'waveform';
      /** Lowest and highest sample of each column since the last sample, −1 to 1. */
      readonly low: Float32Array<ArrayBuffer>;
      readonly high: Float32Array<ArrayBuffer>;
    }
  | {
      readonly kind: 'curve';
      /** Values along the axis, at most one a pixel; each the highest of what it stands for. */
      readonly values: Float32Array<ArrayBuffer>;
      readonly unit: string;
      readonly axis: {
        readonly unit: string;
        readonly start: number;
        readonly end: number;
        /** Set where the columns are spaced by ratio, not evenly. */
        readonly scale?: 'log';
      };
      /** Where on the axis the highest value lies. */
      readonly peak: number;
    }
  | {
      readonly kind: 'number';
      /** Every value since the last sample, at most 64, newest last. */
      readonly values: Float64Array<ArrayBuffer>;
    }
  | { readonly kind: 'boxes'; readonly items: readonly Detection[] }
  | {
      readonly kind: 'transcript';
      /** The newest of each utterance since the last sample, at most 8, in order. */
      readonly items: readonly Transcript[];
    };
