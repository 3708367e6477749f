import { isRecord } from '#base/json.ts';
import { blur, microphone, testSpecs } from '#testing/specs.ts';
import { expect, test } from 'vitest';
import { pipelineSchema } from './schema.ts';

const schema = pipelineSchema(testSpecs);

function at(...path: readonly (string | number)[]): unknown {
  let inner: unknown = schema;
  for (const step of path) inner = (inner as Record<string, unknown>)[step];
  return inner;
}

test('the schema says which draft it is written in, and that nothing else may stand in a document', () => {
  expect(at('$schema')).toBe('https://json-schema.org/draft/2020-12/schema');
  expect(at('required')).toEqual(['format', 'version', 'name', 'nodes', 'edges']);
  expect(at('additionalProperties')).toBe(false);
  expect(at('properties', 'nodes', 'maxItems')).toBe(2_000);
  expect(at('properties', 'edges', 'items', 'required')).toEqual(['from', 'to']);
});

test('optional fields of a node are optional', () => {
  expect(at('properties', 'nodes', 'items', 'required')).toEqual([
    'id',
    'operator',
    'operatorVersion',
    'at',
    'params',
  ]);
});

test('params are held to those of their operator, none of which must be written', () => {
  const rules = at('properties', 'nodes', 'items', 'allOf') as readonly unknown[];
  expect(rules).toHaveLength(testSpecs.length);
  expect(rules[testSpecs.indexOf(blur)]).toMatchObject({
    if: { properties: { operator: { const: 'test/blur' } } },
    // oxlint-disable-next-line unicorn/no-thenable
    then: {
      properties: {
        params: {
          properties: {
            radius: { type: 'integer', minimum: 0, maximum: 10, default: 3 },
            edge: { enum: ['clamp', 'mirror'] },
            fast: { type: 'boolean' },
          },
          additionalProperties: false,
        },
      },
    },
  });
  expect(JSON.stringify(rules[testSpecs.indexOf(microphone)])).not.toContain(
    '"required":["device"',
  );
});

test('the schema is plain JSON and the same every time', () => {
  const text = JSON.stringify(schema);
  expect(isRecord(JSON.parse(text))).toBe(true);
  expect(JSON.stringify(pipelineSchema(testSpecs))).toBe(text);
});
