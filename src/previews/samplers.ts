import type { PreviewView } from '#contract/spec.ts';
import type { PortType } from '#stream/payload.ts';
import { createBoxesSampler } from './boxes/sample.ts';
import { createCurveSampler } from './curve/sample.ts';
import { createNumberSampler } from './number/sample.ts';
import { createPictureSampler } from './picture/sample.ts';
import type { SampleSize } from './sample.ts';
import type { CreateSampler, Sampler } from './sampler.ts';
import { createTranscriptSampler } from './transcript/sample.ts';
import { createWaveformSampler } from './waveform/sample.ts';

const SAMPLERS: Readonly<Record<PortType, CreateSampler>> = {
  'video/raw': createPictureSampler,
  'audio/pcm': createWaveformSampler,
  'value/number': createNumberSampler,
  'vision/detections': createBoxesSampler,
  'text/transcript': createTranscriptSampler,
  tensor: createCurveSampler,
};

/** The sampler of a stream of that type. One per tap: it remembers what passed between two samples. */
export function createSampler(type: PortType, size: SampleSize): Sampler {
  return SAMPLERS[type](size);
}

/**
 * The same for a stream that is drawn as `view` says, where that needs more code than most previews do: a spectrum
 * brings the transforms of sound with it. Undefined where the view is none for that type.
 */
export function loadSampler(
  type: PortType,
  size: SampleSize,
  view: PreviewView | undefined,
): Promise<Sampler> | undefined {
  if (view !== 'spectrum' || type !== 'audio/pcm') return undefined;
  return import('./spectrum/sample.ts').then(({ createSpectrumSampler }) =>
    createSpectrumSampler(size),
  );
}
