import type { Caps, CapsConflict, CapsFields } from './caps.ts';
import { type CapsValue, isRange, listOf } from './capsValue.ts';
import type { PortType } from './payload.ts';

/** What is known of one field of caps. */
interface Field {
  /** What people call it. */
  readonly title: string;
  readonly unit?: string;
  /** The types that have it. */
  readonly of: readonly PortType[];
}

const VIDEO = ['video/raw'] as const;
const AUDIO = ['audio/pcm'] as const;

/** The one place where the fields of caps are listed. */
const FIELDS: Readonly<Record<string, Field>> = {
  width: { title: 'Width', unit: 'px', of: VIDEO },
  height: { title: 'Height', unit: 'px', of: VIDEO },
  format: { title: 'Pixel format', of: VIDEO },
  matrix: { title: 'Colour matrix', of: VIDEO },
  range: { title: 'Colour range', of: VIDEO },
  frameRate: { title: 'Frame rate', unit: 'fps', of: VIDEO },
  rate: { title: 'Sample rate', unit: 'Hz', of: AUDIO },
  channels: { title: 'Channels', of: AUDIO },
  unit: { title: 'Unit', of: ['value/number', 'tensor'] },
  shape: { title: 'Shape', of: ['tensor'] },
  dtype: { title: 'Element type', of: ['tensor'] },
  axes: { title: 'Axes', of: ['tensor'] },
  kind: { title: 'Words', of: ['text/transcript'] },
};

/** True if streams of that type have that field. */
export function hasField(type: PortType, field: string): boolean {
  return FIELDS[field]?.of.includes(type) ?? false;
}

function fieldTitle(field: string): string {
  return field === 'type' ? 'Type' : (FIELDS[field]?.title ?? field);
}

/** A conflict between two ends in words, short and as a sentence; both sides are named as the user does. */
export function conflictWords(
  { field, offered, needed }: CapsConflict,
  from: string,
  to: string,
): { readonly title: string; readonly sentence: string } {
  const title = fieldTitle(field);
  return {
    title: `${title} differs`,
    sentence: `${title}: ${from} offers ${offered}, ${to} needs ${needed}.`,
  };
}

/** A value of a field in words: `48000 Hz`, `8000 to 16000 Hz`, `I420 or GRAY8`. */
export function describeField(field: string, value: CapsValue): string {
  const words = describeValue(value);
  const unit = FIELDS[field]?.unit;
  return unit ? `${words} ${unit}` : words;
}

function describeValue(value: CapsValue): string {
  if (!isRange(value)) return listOf(value).join(' or ');
  if (value.min <= 0) return `at most ${value.max}`;
  return value.max === Infinity ? `at least ${value.min}` : `${value.min} to ${value.max}`;
}

/** Caps in a few words, as beside a port: `1280 × 720 I420, 30 fps`, `audio/pcm`; `anything` where all is open. */
export function describeCaps(caps: Caps): string {
  if (caps === 'any') return 'anything';
  const words = caps.map(({ type, fields }) => describeFields(fields) || type);
  return [...new Set(words)].join(', or ');
}

/** Told only where they are what differs: a few words are to be read at a glance. */
const LEFT_OUT = ['matrix', 'range', 'dtype'];

/** Fields in a few words; the known ones first, in the order of the list above. Empty where nothing is said. */
function describeFields(fields: CapsFields): string {
  const { width, height, format } = fields;
  const words: string[] = [];
  const rest = new Set(Object.keys(fields));
  for (const field of LEFT_OUT) rest.delete(field);
  if (width !== undefined && height !== undefined) {
    const size = `${describeValue(width)} × ${describeValue(height)}`;
    words.push(format === undefined ? size : `${size} ${describeValue(format)}`);
    for (const field of ['width', 'height', 'format']) rest.delete(field);
  }
  for (const field of Object.keys(FIELDS)) {
    if (!rest.delete(field)) continue;
    words.push(wordsOf(field, fields[field]!));
  }
  for (const field of rest) words.push(wordsOf(field, fields[field]!));
  return words.join(', ');
}

function wordsOf(field: string, value: CapsValue): string {
  if (field === 'channels') {
    if (value === 1) return 'mono';
    return value === 2 ? 'stereo' : `${describeValue(value)} channels`;
  }
  if (field === 'width' || field === 'height') {
    return `${fieldTitle(field).toLowerCase()} ${describeField(field, value)}`;
  }
  return describeField(field, value);
}
