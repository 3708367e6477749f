import { isRecord } from '#base/json.ts';
import { describeValue } from './describeValue.ts';
import { jsonPointer } from './jsonPointer.ts';
import { MAX_DEPTH, MAX_STRING } from './limits.ts';
import type { Problem } from './problem.ts';

/** Keys that could reach the prototype of an object that is built from them. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set([
  '__proto__',
  'constructor',
  'prototype',
]);

interface Place {
  readonly value: unknown;
  readonly depth: number;
  readonly key: string | number;
  readonly parent: Place | undefined;
}

/**
 * What is wrong with single values, wherever they are: dangerous keys, texts that are too long, numbers
 * that JSON can't hold, things that are no JSON at all, too much depth. Never recurses, and stops below
 * the greatest depth, so a value that contains itself ends too.
 */
export function checkValues(root: unknown): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (place: Place, message: string, fix?: string): void => {
    problems.push({ where: pointerOf(place), message, severity: 'error', ...(fix && { fix }) });
  };
  const waiting: Place[] = [{ value: root, depth: 0, key: '', parent: undefined }];
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    const { value } = place;
    const message = valueProblem(value);
    if (message) report(place, message);
    const inside = entriesOf(value);
    if (inside.length === 0) continue;
    if (place.depth === MAX_DEPTH) {
      report(place, `The document is more than ${MAX_DEPTH} lists and objects deep here.`);
      continue;
    }
    // Backwards, so that what comes first in the document is looked at first.
    for (const [key, item] of inside.toReversed()) {
      waiting.push({ value: item, depth: place.depth + 1, key, parent: place });
    }
    for (const [key] of inside) {
      if (typeof key === 'string' && FORBIDDEN_KEYS.has(key)) {
        report(
          { value, depth: 0, key, parent: place },
          `The name '${key}' is not allowed.`,
          'Remove it.',
        );
      }
    }
  }
  return problems;
}

function entriesOf(value: unknown): [key: string | number, item: unknown][] {
  if (Array.isArray(value)) return [...value.entries()];
  return isRecord(value) ? Object.entries(value) : [];
}

function valueProblem(value: unknown): string | undefined {
  if (typeof value === 'string') {
    if (value.length <= MAX_STRING) return undefined;
    return `A text has ${value.length} characters; the limit is ${MAX_STRING}.`;
  }
  if (typeof value === 'number') {
    return Number.isFinite(value) ? undefined : 'A number is larger than a number can be.';
  }
  if (typeof value === 'boolean' || value === null || typeof value === 'object') return undefined;
  return `A document holds JSON only, got ${describeValue(value)}.`;
}

function pointerOf(place: Place): string {
  const path: (string | number)[] = [];
  for (let step = place; step.parent; step = step.parent) path.push(step.key);
  return jsonPointer(path.toReversed());
}
