import type { AudioSample, VideoSample } from 'mediabunny';

/** One decoded sample of either kind. Whoever holds it closes it. */
export type MediaPart = SamplePart<'frame', VideoSample> | SamplePart<'audio', AudioSample>;

/** A decoded sample and where it belongs. Its `format` becomes null once closed, as that of a `VideoFrame` does. */
export class SamplePart<K extends 'frame' | 'audio', S extends VideoSample | AudioSample> {
  readonly kind: K;
  readonly sample: S;
  format: string | null;

  constructor(kind: K, sample: S) {
    this.kind = kind;
    this.sample = sample;
    this.format = sample.format ?? 'opaque';
  }

  /** Seconds of the file's timeline. */
  get timestamp(): number {
    return this.sample.timestamp;
  }

  close(): void {
    this.format = null;
    this.sample.close();
  }
}
