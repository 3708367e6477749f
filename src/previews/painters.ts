import type { PreviewView } from '#contract/spec.ts';
import type { PortType } from '#stream/payload.ts';
import { createBoxesPainter } from './boxes/draw.ts';
import { createCurvePainter } from './curve/draw.ts';
import { createNumberPainter } from './number/draw.ts';
import type { Painter } from './painter.ts';
import { createPicturePainter } from './picture/draw.ts';
import { createTranscriptPainter } from './transcript/draw.ts';
import { createWaveformPainter } from './waveform/draw.ts';

/** What a painter must know beside its samples. */
export interface PainterSettings {
  /** The width its tap asks for, in device pixels. */
  readonly width: number;
  /** Unit of numbers; empty if they have none. */
  readonly unit: string;
  /** True if the picture below is shown mirrored. */
  readonly mirrored: boolean;
}

const PAINTERS: Readonly<Record<PortType, (settings: PainterSettings) => Painter>> = {
  'video/raw': createPicturePainter,
  'audio/pcm': createWaveformPainter,
  'value/number': createNumberPainter,
  'vision/detections': createBoxesPainter,
  'text/transcript': createTranscriptPainter,
  tensor: createCurvePainter,
};

/** The painter of samples of a stream of that type, as `view` says where that is not as usual. */
export function createPainter(
  type: PortType,
  settings: PainterSettings,
  view?: PreviewView,
): Painter {
  if (view === 'spectrum') return createCurvePainter();
  return PAINTERS[type](settings);
}
