import { describeField } from './capsWords.ts';
import {
  type CapsScalar,
  type CapsValue,
  fixateValue,
  isFixedValue,
  isValueWithin,
  meetValues,
} from './capsValue.ts';
import type { PortType } from './payload.ts';

/** Values by field name; a field that is not named may be anything. */
export type CapsFields = Readonly<Record<string, CapsValue>>;

/** One port type with parameters. All payloads lie in pooled memory, so there is no kind of memory to tell apart. */
export interface CapsStructure {
  readonly type: PortType;
  readonly fields: CapsFields;
}

/** A structure of which every field is one thing only. */
export interface FixedStructure extends CapsStructure {
  readonly fields: Readonly<Record<string, CapsScalar>>;
}

/** What a port offers or accepts: structures in order of preference, none of them for nothing; or anything at all. */
export type Caps = 'any' | readonly CapsStructure[];

/** Why two caps do not meet: the first failing field and both sides in words. */
export interface CapsConflict {
  readonly field: string;
  readonly offered: string;
  readonly needed: string;
}

/** How the structures of an intersection are ordered: by what the first side prefers, or by both in turn. */
export type CapsOrder = 'first' | 'zig-zag';

/**
 * What both allow (GStreamer, `gst_caps_intersect_full`). A field named on one side only is copied: the
 * other does not care. A structure that an earlier one covers is left out.
 */
export function intersectCaps(a: Caps, b: Caps, order: CapsOrder): Caps {
  if (a === 'any') return b;
  if (b === 'any') return a;
  const met: CapsStructure[] = [];
  for (const [i, j] of order === 'first' ? byFirst(a, b) : diagonally(a, b)) {
    const both = intersectStructures(a[i]!, b[j]!);
    if (both && !met.some((earlier) => isStructureSubset(both, earlier))) met.push(both);
  }
  return met;
}

function* byFirst(a: readonly unknown[], b: readonly unknown[]): Generator<[number, number]> {
  for (let i = 0; i < a.length; i++) for (let j = 0; j < b.length; j++) yield [i, j];
}

/** Pairs whose ranks have the least sum first; among those, what `b` prefers. */
function* diagonally(a: readonly unknown[], b: readonly unknown[]): Generator<[number, number]> {
  for (let sum = 0; sum < a.length + b.length - 1; sum++) {
    for (let i = Math.min(sum, a.length - 1); i >= 0 && sum - i < b.length; i--) yield [i, sum - i];
  }
}

/** What both structures allow; undefined if nothing is. */
export function intersectStructures(a: CapsStructure, b: CapsStructure): CapsStructure | undefined {
  if (a.type !== b.type) return undefined;
  const fields = intersectFields(a.fields, b.fields);
  return fields && { type: a.type, fields };
}

/** What both sets of fields allow; undefined if a field has nothing in common. */
export function intersectFields(a: CapsFields, b: CapsFields): CapsFields | undefined {
  const fields: Record<string, CapsValue> = { ...b, ...a };
  for (const [field, value] of Object.entries(a)) {
    const other = b[field];
    const met = other === undefined ? value : meetValues(value, other);
    if (met === undefined) return undefined;
    fields[field] = met;
  }
  return fields;
}

/**
 * True if whatever `a` allows `b` does too: each field of b is there in a, its values within b's. A field
 * that b asks for and a leaves open is not within (GStreamer, `gst_structure_is_subset`).
 */
export function isCapsSubset(a: Caps, b: Caps): boolean {
  if (b === 'any') return true;
  if (a === 'any') return false;
  return a.every((one) => b.some((other) => isStructureSubset(one, other)));
}

function isStructureSubset(a: CapsStructure, b: CapsStructure): boolean {
  if (a.type !== b.type) return false;
  for (const [field, needed] of Object.entries(b.fields)) {
    const value = a.fields[field];
    if (value === undefined || !isValueWithin(value, needed)) return false;
  }
  return true;
}

/** True if something may flow. */
export function isLinkable(offered: Caps, accepted: Caps): boolean {
  return capsConflict(offered, accepted) === undefined;
}

/** True for exactly one structure whose fields are all fixed: with less, data may not flow. */
export function isFixedCaps(caps: Caps): boolean {
  if (caps === 'any' || caps.length !== 1) return false;
  return Object.values(caps[0]!.fields).every(isFixedValue);
}

/** What a field becomes where nothing better is known: what cameras and sound cards have. */
const USUAL: Readonly<Record<string, CapsScalar>> = {
  width: 640,
  height: 480,
  frameRate: 30,
  rate: 48_000,
  channels: 2,
};

/** The first structure with every field fixed as near to `wishes`, then to what is usual, as it may be. */
export function fixateCaps(
  [first]: readonly CapsStructure[],
  wishes: CapsFields = {},
): FixedStructure | undefined {
  if (!first) return undefined;
  const fields = Object.entries(first.fields).map(([field, value]) => {
    const wish = wishes[field];
    const isWish = wish !== undefined && isFixedValue(wish);
    return [field, fixateValue(value, isWish ? wish : USUAL[field])] as const;
  });
  return { type: first.type, fields: Object.fromEntries(fields) };
}

/**
 * The first reason nothing can flow from `offered` to `accepted`, or undefined when they meet. Where several
 * structures fail, the reason of the pair that got furthest.
 */
export function capsConflict(offered: Caps, accepted: Caps): CapsConflict | undefined {
  if (offered === 'any' || accepted === 'any') {
    return offered.length === 0 || accepted.length === 0
      ? typeConflict(offered, accepted)
      : undefined;
  }
  let first: CapsConflict | undefined;
  for (const from of offered) {
    for (const to of accepted) {
      const conflict = structureConflict(from, to);
      if (!conflict) return undefined;
      // A field that fails says more than a type that fails, if any pair gets that far.
      if (!first || (first.field === 'type' && conflict.field !== 'type')) first = conflict;
    }
  }
  return first ?? typeConflict(offered, accepted);
}

function typeConflict(offered: Caps, accepted: Caps): CapsConflict {
  return { field: 'type', offered: typesIn(offered), needed: typesIn(accepted) };
}

function typesIn(caps: Caps): string {
  if (caps === 'any') return 'anything';
  return caps.map(({ type }) => type).join(' or ') || 'nothing';
}

function structureConflict(from: CapsStructure, to: CapsStructure): CapsConflict | undefined {
  if (from.type !== to.type) return { field: 'type', offered: from.type, needed: to.type };
  for (const [field, offered] of Object.entries(from.fields)) {
    const needed = to.fields[field];
    if (needed === undefined || meetValues(offered, needed) !== undefined) continue;
    return {
      field,
      offered: describeField(field, offered),
      needed: describeField(field, needed),
    };
  }
  return undefined;
}
