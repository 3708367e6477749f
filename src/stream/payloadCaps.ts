import type { CapsStructure } from './caps.ts';
import { type Payload, portTypeOf, type Tensor } from './payload.ts';

/**
 * The caps of one payload: every field that it tells by itself, fixed. A frame rate, the unit of a number
 * and the like are told by no payload and left out.
 */
export function capsOfPayload(payload: Payload): CapsStructure {
  return { type: portTypeOf(payload), fields: fieldsOf(payload) };
}

function fieldsOf(payload: Payload): CapsStructure['fields'] {
  if (typeof payload === 'number') return {};
  switch (payload.kind) {
    case 'frame': {
      const { width, height, format, colour } = payload;
      const range = format === 'RGBA' ? 'full' : colour.range;
      return { width, height, format, matrix: colour.matrix, range };
    }
    case 'audio':
      return { rate: payload.sampleRate, channels: payload.channels.length };
    case 'tensor': {
      const { shape, unit } = payload;
      const axes = payload.axes.map(({ name }) => name).join(', ');
      return { shape: shape.join(' × '), dtype: 'float32', axes, ...(unit !== '' && { unit }) };
    }
    case 'transcript':
      return { kind: payload.final ? 'final' : 'partial' };
    case 'detections':
      return {};
  }
}

/** True if two payloads certainly have the same caps: a few comparisons, for every chunk. */
export function hasSameForm(a: Payload, b: Payload): boolean {
  if (typeof a === 'number' || typeof b === 'number') return typeof a === typeof b;
  if (a.kind === 'frame') {
    return (
      b.kind === 'frame' &&
      a.width === b.width &&
      a.height === b.height &&
      a.format === b.format &&
      a.colour.matrix === b.colour.matrix &&
      a.colour.range === b.colour.range
    );
  }
  if (a.kind === 'audio') {
    return (
      b.kind === 'audio' && a.sampleRate === b.sampleRate && a.channels.length === b.channels.length
    );
  }
  if (a.kind === 'transcript') return b.kind === 'transcript' && a.final === b.final;
  if (a.kind === 'detections') return b.kind === 'detections';
  return b.kind === 'tensor' && JSON.stringify(formOf(a)) === JSON.stringify(formOf(b));
}

function formOf({ shape, axes, unit }: Tensor): readonly unknown[] {
  return [shape, axes.map(({ name }) => name), unit];
}
