import { isSink, mainTypeOf, type OperatorSpec } from '#contract/spec.ts';
import type { PortType } from '#stream/payload.ts';

/** Height of a node's header, in canvas pixels; so are all measures here. */
export const HEADER = 32;
/** Distance of the centres of two ports. */
export const PORT_PITCH = 24;

const FOOTER = 24;
/** An inline param with the gap to the next, and the space around them all. */
const PARAM = 24;
const PARAM_GAP = 2;
const PARAMS_INSET = 4;
const WIDTH = 200;
const LARGE_WIDTH = 240;
const LARGE_WELL = 135;
const WELLS: Readonly<Record<PortType, number>> = {
  'video/raw': 112,
  'vision/detections': 112,
  'audio/pcm': 64,
  tensor: 72,
  'value/number': 56,
  'text/transcript': 72,
};

/** Width of a node and height of its preview. A sink that is there to show pictures is larger. */
export function nodeSize(spec: OperatorSpec | undefined): {
  readonly width: number;
  readonly well: number;
} {
  if (!spec) return { width: WIDTH, well: WELLS['value/number'] };
  const port = Object.values(spec.outputs)[0] ?? Object.values(spec.inputs)[0];
  const type = port ? mainTypeOf(port) : 'value/number';
  const isScreen = isSink(spec) && type === 'video/raw' && !spec.requires.includes('save');
  return isScreen || spec.preview?.large
    ? { width: LARGE_WIDTH, well: LARGE_WELL }
    : { width: WIDTH, well: WELLS[type] };
}

/** Width and height of a whole node that is not folded. */
export function nodeArea(spec: OperatorSpec | undefined): {
  readonly width: number;
  readonly height: number;
} {
  const { width, well } = nodeSize(spec);
  const params = spec ? spec.inline.length * PARAM + PARAMS_INSET : 0;
  return { width, height: HEADER + well + params + FOOTER };
}

/** Centre of an inline param, from the top of the node. */
export function paramCentre(index: number, well: number): number {
  return HEADER + well + PARAMS_INSET + (index + 0.5) * PARAM - PARAM_GAP / 2;
}

/**
 * Centres of `count` ports, from the top of the node: around the middle of the preview, from its top
 * where they don't fit, and around the middle of the header when folded.
 */
export function portCentres(count: number, well: number, collapsed: boolean): readonly number[] {
  const top = collapsed ? 0 : HEADER;
  const height = collapsed ? HEADER : well;
  const pitch = collapsed ? Math.min(PORT_PITCH, HEADER / count) : PORT_PITCH;
  const first = collapsed
    ? (HEADER - pitch * (count - 1)) / 2
    : Math.max(top + PORT_PITCH / 2, top + height / 2 - (pitch * (count - 1)) / 2);
  return Array.from({ length: count }, (_, i) => first + i * pitch);
}
