import type { Json } from '#base/json.ts';
import { defaultParams, paramFields } from '#contract/paramFields.ts';
import type { ParamField } from '#contract/params.ts';
import type { OperatorSpec } from '#contract/spec.ts';
import { FORBIDDEN_KEYS } from './checkValues.ts';
import type { Subject } from './checkShape.ts';
import { describeValue } from './describeValue.ts';
import { errorAt } from './errorAt.ts';
import { parsedParams } from './parsedParams.ts';
import type { Problem } from './problem.ts';

/**
 * Every param that the operator would not take, once. A param that is left out is no problem: it has its
 * default.
 */
export function checkParams(
  spec: OperatorSpec,
  params: Readonly<Record<string, Json>>,
  subject: Subject,
): Problem[] {
  if (parsedParams(spec, params).success) return [];
  const parsed = spec.params.safeParse({ ...defaultParams(spec), ...params });
  if (parsed.success) return [];
  const fields = new Map(paramFields(spec).map((field) => [field.name, field]));
  const seen = new Set<string>();
  return parsed.error.issues.flatMap((issue): Problem[] => {
    if (issue.code === 'unrecognized_keys' && issue.path.length === 0) {
      return unknownParams(issue.keys, spec, subject);
    }
    const name = String(issue.path[0] ?? '');
    const field = fields.get(name);
    if (seen.has(name)) return [];
    seen.add(name);
    const path = [...subject.path, ...issue.path.map((step) => step as string | number)];
    // What a spec says of params together, it says in a sentence of its own.
    if (!field || issue.code === 'custom') return [errorAt(path, issue.message)];
    const got = describeValue(params[name]);
    const message = `${field.meta.title} of ${subject.words} must be ${neededWords(field)}, got ${got}.`;
    return [errorAt(path, message, nearest(field, params[name]))];
  });
}

function unknownParams(keys: readonly string[], spec: OperatorSpec, subject: Subject): Problem[] {
  return keys
    .filter((key) => !FORBIDDEN_KEYS.has(key))
    .map((key) =>
      errorAt(
        [...subject.path, key],
        `'${key}' of ${subject.words} is no param of '${spec.id}'.`,
        'Remove it.',
      ),
    );
}

function neededWords(field: ParamField): string {
  switch (field.kind) {
    case 'number': {
      const unit = field.meta.unit ? ` ${field.meta.unit}` : '';
      const range = `${field.min} to ${field.max}${unit}`;
      return field.integer ? `a whole number from ${range}` : range;
    }
    case 'boolean':
      return 'true or false';
    case 'choice':
      return `one of ${field.options.map((option) => `'${option}'`).join(', ')}`;
    case 'text':
      return 'a text that it takes';
    case 'file':
      return "a file with 'name', 'bytes' and 'sha256', an 'asset' below media/, or {}";
  }
}

function nearest(field: ParamField, value: unknown): string | undefined {
  if (field.kind !== 'number' || typeof value !== 'number') return undefined;
  const whole = field.integer ? Math.round(value) : value;
  return `Use ${Math.min(field.max, Math.max(field.min, whole))}.`;
}
