import { figure } from '#base/figures.ts';
import type { DrivableField } from './params.ts';

/** What a number makes of a param, and what was wrong with it, in a few words. */
export interface DrivenValue {
  /** Undefined where the param stays as it was. */
  readonly value?: number | boolean | string;
  readonly fault?: string;
}

/**
 * The value of a param for a number that drives it: within its limits, rounded where it is whole; true unless
 * the number is 0; the choice with that index, from 0. No number and no such choice change nothing.
 */
export function drivenValue(field: DrivableField, number: number): DrivenValue {
  const { title } = field.meta;
  if (Number.isNaN(number)) return { fault: `${title}: what came is no number` };
  switch (field.kind) {
    case 'boolean':
      return { value: number !== 0 };
    case 'number':
      return within(field, field.integer ? Math.round(number) : number);
    case 'choice': {
      const value = field.options[Math.round(number)];
      if (value !== undefined) return { value };
      const last = field.options.length - 1;
      return { fault: `${title}: ${shown(number)} is no choice from 0 to ${last}` };
    }
  }
}

function within(field: Extract<DrivableField, { kind: 'number' }>, number: number): DrivenValue {
  const { min, max, meta } = field;
  // No −0: it would print as another param.
  if (number >= min && number <= max) return { value: number + 0 };
  const [value, side] = number < min ? [min, 'below'] : [max, 'above'];
  return { value, fault: `${meta.title}: ${shown(number)} is ${side} ${shown(value)}` };
}

function shown(number: number): string {
  const decimals = Number.isInteger(number) ? 0 : 2;
  return figure(number, decimals);
}
