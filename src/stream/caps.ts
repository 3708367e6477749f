import type { PortType } from './payload.ts';

/** What one field may be: a fixed value, a list in order of preference, or an inclusive range. */
export type CapsValue =
  | string
  | number
  | readonly (string | number)[]
  | { readonly min: number; readonly max: number };

/** A port type with parameters; a field that is not named may be anything. */
export interface Caps {
  readonly type: PortType;
  readonly fields: Readonly<Record<string, CapsValue>>;
}

/** Why two caps do not meet: the first failing field and both sides in words. */
export interface CapsConflict {
  readonly field: string;
  readonly offered: string;
  readonly needed: string;
}

/**
 * The first reason nothing can flow from `offered` to `accepted`, or undefined when they meet.
 * A field named on one side only is no conflict (GStreamer, gst_caps_intersect).
 */
export function capsConflict(
  offered: readonly Caps[],
  accepted: readonly Caps[],
): CapsConflict | undefined {
  let first: CapsConflict | undefined;
  for (const from of offered) {
    for (const to of accepted) {
      const conflict = structureConflict(from, to);
      if (!conflict) return undefined;
      // A field that fails says more than a type that fails, if any pair gets that far.
      if (!first || (first.field === 'type' && conflict.field !== 'type')) first = conflict;
    }
  }
  return first;
}

function structureConflict(from: Caps, to: Caps): CapsConflict | undefined {
  if (from.type !== to.type) return { field: 'type', offered: from.type, needed: to.type };
  for (const [field, offered] of Object.entries(from.fields)) {
    const needed = to.fields[field];
    if (needed === undefined || valuesMeet(offered, needed)) continue;
    return { field, offered: describeCapsValue(offered), needed: describeCapsValue(needed) };
  }
  return undefined;
}

function valuesMeet(a: CapsValue, b: CapsValue): boolean {
  if (isRange(a) && isRange(b)) return a.min <= b.max && b.min <= a.max;
  if (isRange(a)) return valuesMeet(b, a);
  const values = listOf(a);
  if (isRange(b)) return values.some((v) => typeof v === 'number' && v >= b.min && v <= b.max);
  return values.some((value) => listOf(b).includes(value));
}

/** A caps value in words: `48000`, `8000 to 16000`, `I420 or GRAY8`. */
export function describeCapsValue(value: CapsValue): string {
  return isRange(value) ? `${value.min} to ${value.max}` : listOf(value).join(' or ');
}

function isRange(value: CapsValue): value is { readonly min: number; readonly max: number } {
  return typeof value === 'object' && 'min' in value;
}

function listOf(value: Exclude<CapsValue, { min: number }>): readonly (string | number)[] {
  return Array.isArray(value) ? value : [value as string | number];
}
