import type { Json } from '#base/json.ts';
import { assert } from '#base/assert.ts';
import { z } from 'zod';
import type { ParamField, ParamMeta } from './params.ts';
import type { OperatorSpec } from './spec.ts';

interface PropertySchema extends Partial<ParamMeta> {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: Json;
}

const known = new WeakMap<OperatorSpec, readonly ParamField[]>();

/** The params of an operator as inspector rows, in the order the spec names them. */
export function paramFields(spec: OperatorSpec): readonly ParamField[] {
  let fields = known.get(spec);
  if (!fields) {
    const schema = z.toJSONSchema(spec.params, { io: 'input' });
    const properties = (schema.properties ?? {}) as Record<string, PropertySchema>;
    fields = Object.entries(properties).map(([name, property]) => fieldOf(spec, name, property));
    known.set(spec, fields);
  }
  return fields;
}

function fieldOf(spec: OperatorSpec, name: string, property: PropertySchema): ParamField {
  const where = `Param '${name}' of '${spec.id}'`;
  assert(property.title && property.description, `${where} lacks a title or a description.`);
  assert(property.default !== undefined, `${where} lacks a default.`);
  const base = { name, meta: property as ParamMeta };
  const fallback = property.default;
  if (property.control === 'file') return { ...base, kind: 'file', fallback };
  if (property.enum) {
    return { ...base, kind: 'choice', options: property.enum, fallback: fallback as string };
  }
  switch (property.type) {
    case 'number':
    case 'integer':
      assert(
        property.minimum !== undefined && property.maximum !== undefined,
        `${where} lacks a minimum or a maximum.`,
      );
      return {
        ...base,
        kind: 'number',
        integer: property.type === 'integer',
        min: property.minimum,
        max: property.maximum,
        fallback: fallback as number,
      };
    case 'boolean':
      return { ...base, kind: 'boolean', fallback: fallback as boolean };
    case 'string':
      return { ...base, kind: 'text', fallback: fallback as string };
    default:
      throw new Error(`${where} has the type '${property.type}', which no control edits.`);
  }
}

/** Every param at its default, as JSON. */
export function defaultParams(spec: OperatorSpec): Readonly<Record<string, Json>> {
  return Object.fromEntries(paramFields(spec).map(({ name, fallback }) => [name, fallback]));
}
