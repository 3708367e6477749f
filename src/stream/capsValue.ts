/** What one field may be: a fixed value, a list in order of preference, or an inclusive range. */
export type CapsValue = CapsScalar | readonly CapsScalar[] | CapsRange;

/** One fixed value of a field. */
export type CapsScalar = string | number;

/** All numbers between two, both included. */
export interface CapsRange {
  readonly min: number;
  readonly max: number;
}

/** What both values allow, in the order of the first; undefined if nothing is. A single value comes out fixed. */
export function meetValues(a: CapsValue, b: CapsValue): CapsValue | undefined {
  if (isRange(a) && isRange(b)) {
    const [min, max] = [Math.max(a.min, b.min), Math.min(a.max, b.max)];
    if (min === max) return min;
    return min < max ? { min, max } : undefined;
  }
  if (isRange(a)) return meetValues(b, a);
  const both = [...new Set(listOf(a))].filter((value) => holds(b, value));
  return both.length > 1 ? both : both[0];
}

/** True if all that `a` may be, `b` may be too. */
export function isValueWithin(a: CapsValue, b: CapsValue): boolean {
  if (!isRange(a)) return listOf(a).every((value) => holds(b, value));
  return isRange(b) ? b.min <= a.min && a.max <= b.max : a.min === a.max && holds(b, a.min);
}

/** True if it can be one thing only. */
export function isFixedValue(value: CapsValue): value is CapsScalar {
  return typeof value !== 'object';
}

/**
 * The value nearest to `wish`: of a range the nearest number, of a list the nearest one or, without a wish
 * or numbers, the first. A range without a wish gives its lower end.
 */
export function fixateValue(value: CapsValue, wish: CapsScalar | undefined): CapsScalar {
  if (isRange(value)) {
    return typeof wish === 'number' ? Math.min(Math.max(wish, value.min), value.max) : value.min;
  }
  const all = listOf(value);
  if (wish !== undefined && all.includes(wish)) return wish;
  if (typeof wish !== 'number') return all[0]!;
  return all.reduce((best, next) => (distance(next, wish) < distance(best, wish) ? next : best));
}

function distance(value: CapsScalar, wish: number): number {
  return typeof value === 'number' ? Math.abs(value - wish) : Infinity;
}

function holds(value: CapsValue, one: CapsScalar): boolean {
  if (isRange(value)) return typeof one === 'number' && one >= value.min && one <= value.max;
  return listOf(value).includes(one);
}

/** Tells a range from a list and a fixed value. */
export function isRange(value: CapsValue): value is CapsRange {
  return typeof value === 'object' && 'min' in value;
}

/** A fixed value as a list of one. */
export function listOf(value: CapsScalar | readonly CapsScalar[]): readonly CapsScalar[] {
  return typeof value === 'object' ? value : [value];
}
