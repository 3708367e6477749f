import { isRecord } from '#base/json.ts';
import { z } from 'zod';
import { FORBIDDEN_KEYS } from './checkValues.ts';
import { describeValue } from './describeValue.ts';
import { errorAt } from './errorAt.ts';
import type { JsonPath } from './jsonPointer.ts';
import { sentenceCase } from './portWords.ts';
import type { Problem } from './problem.ts';

/** Where a value lies, and what to call it: `node 'blur'`. */
export interface Subject {
  readonly path: JsonPath;
  readonly words: string;
}

/**
 * Every field of `value` that does not have its shape, once. The descriptions of the fields complete the
 * sentence "… must be".
 */
export function checkShape(shape: z.ZodObject, value: unknown, subject: Subject): Problem[] {
  const parsed = shape.safeParse(value);
  if (parsed.success) return [];
  if (!isRecord(value)) {
    return [
      errorAt(
        subject.path,
        `${sentenceCase(subject.words)} must be an object, got ${describeValue(value)}.`,
      ),
    ];
  }
  const seen = new Set<string>();
  return parsed.error.issues.flatMap((issue) => {
    const issuePath = issue.path.map((step) => step as string | number);
    if (issue.code === 'unrecognized_keys') return unknownFields(issuePath, issue.keys, subject);
    const { path, needed } = describedField(shape, issuePath);
    const name = path.join('.');
    if (seen.has(name)) return [];
    seen.add(name);
    const got = describeValue(valueAt(value, path));
    return [
      errorAt(
        [...subject.path, ...issuePath],
        `'${name}' of ${subject.words} must be ${needed}, got ${got}.`,
      ),
    ];
  });
}

function unknownFields(path: JsonPath, keys: readonly string[], subject: Subject): Problem[] {
  return keys
    .filter((key) => !FORBIDDEN_KEYS.has(key))
    .map((key) =>
      errorAt(
        [...subject.path, ...path, key],
        `'${[...path, key].join('.')}' is no field of ${subject.words}.`,
        'Remove it.',
      ),
    );
}

/** The innermost field on the way that says what it must be. */
function describedField(shape: z.ZodObject, path: JsonPath): { path: JsonPath; needed: string } {
  let object = shape;
  for (let depth = 1; ; depth++) {
    const field = unwrap(object.shape[path[depth - 1]!]);
    if (field instanceof z.ZodObject && depth < path.length) object = field;
    else return { path: path.slice(0, depth), needed: field?.meta()?.description ?? 'left out' };
  }
}

function unwrap(field: unknown): z.ZodType | undefined {
  if (field instanceof z.ZodExactOptional) return unwrap(field.unwrap());
  return field instanceof z.ZodType ? field : undefined;
}

function valueAt(value: unknown, path: JsonPath): unknown {
  let inner = value;
  for (const step of path) inner = isRecord(inner) ? inner[step] : undefined;
  return inner;
}
