import type { ParamField } from '#contract/params.ts';
import { decimalsOf } from '#studio/format.ts';

/** A field that is edited as a number. */
export type NumberField = Extract<ParamField, { readonly kind: 'number' }>;

/** How finely a value follows the hand. */
export type Grain = 'fine' | 'normal' | 'coarse';

/** Shift is fine, Ctrl or ⌘ coarse. */
export function grainOf(keys: {
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}): Grain {
  if (keys.shiftKey) return 'fine';
  return keys.ctrlKey || keys.metaKey ? 'coarse' : 'normal';
}

/** The smallest change of a field. */
export function stepOf(field: NumberField): number {
  return field.meta.step ?? (field.integer ? 1 : 10 ** -decimalsOf(field));
}

/** Where a value lies in its range, 0 to 1; by ratio on a logarithmic field. */
export function shareOf(field: NumberField, value: number): number {
  const { min, max } = field;
  const share = isLog(field)
    ? Math.log(value / min) / Math.log(max / min)
    : (value - min) / (max - min);
  return Number.isFinite(share) ? Math.max(0, Math.min(1, share)) : 0;
}

/** The value at a share of the range, not yet rounded to a step. */
export function valueAt(field: NumberField, share: number): number {
  const { min, max } = field;
  const at = Math.max(0, Math.min(1, share));
  return isLog(field) ? min * (max / min) ** at : min + (max - min) * at;
}

/** The nearest value that the field allows: a multiple of its step, of ten of them when coarse. */
export function rounded(field: NumberField, value: number, grain: Grain = 'normal'): number {
  const step = stepOf(field) * (grain === 'coarse' ? 10 : 1);
  // 3 × 0.1 is not 0.3 in binary; twelve digits are more than any step has.
  const near = Number((Math.round(value / step) * step).toPrecision(12));
  const within = Math.max(field.min, Math.min(field.max, near));
  return field.integer ? Math.round(within) : within;
}

/**
 * The value after the pointer has moved by `share` of the field's width from where it had `start`.
 * The fill follows the pointer; fine is a tenth of that.
 */
export function scrubbed(field: NumberField, start: number, share: number, grain: Grain): number {
  const moved = grain === 'fine' ? share / 10 : share;
  return rounded(field, valueAt(field, shareOf(field, start) + moved), grain);
}

/** The value one press of an arrow key further: a step, ten when coarse. Ratios on a logarithmic field. */
export function nudged(field: NumberField, value: number, by: 1 | -1, grain: Grain): number {
  const count = by * (grain === 'coarse' ? 10 : 1);
  if (!isLog(field)) return rounded(field, value + count * stepOf(field));
  const further = rounded(field, valueAt(field, shareOf(field, value) + count / 100));
  // Where a hundredth of the range is less than a step, a step it is.
  return further === value ? rounded(field, value + by * stepOf(field)) : further;
}

/** What was typed, with or without a unit, held to the limits; undefined if it is no number. */
export function typed(field: NumberField, text: string): number | undefined {
  const plain = text.replace(/\s/g, '').replace('−', '-').replace(',', '.');
  const value = Number.parseFloat(plain);
  if (!Number.isFinite(value)) return undefined;
  // Typing is more exact than a step: 29.97 stays 29.97.
  const within = Math.max(field.min, Math.min(field.max, value));
  return field.integer ? Math.round(within) : within;
}

function isLog(field: NumberField): boolean {
  return field.meta.scale === 'log' && field.min > 0;
}
