import type { Payload } from '#stream/payload.ts';
import type { Sample, SampleSize } from './sample.ts';

/** Watches one tapped stream in its worker. Must not keep a payload beyond the call. */
export interface Sampler {
  /** Called for every chunk; cheap. */
  see?(payload: Payload): void;
  /** Called for the newest chunk when the page wants a picture of it. */
  sample(payload: Payload): Sample;
}

/** Makes a sampler of that room. */
export type CreateSampler = (size: SampleSize) => Sampler;
