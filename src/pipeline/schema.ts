import type { Json } from '#base/json.ts';
import type { OperatorSpec } from '#contract/spec.ts';
import { z } from 'zod';
import { MAX_EDGES, MAX_NODES } from './limits.ts';
import { documentShape, edgeShape, nodeShape } from './shape.ts';

/**
 * JSON Schema 2020-12 of the document. The params of a node are checked against those of its operator;
 * an operator that is not among `specs` may have any.
 */
export function pipelineSchema(specs: readonly OperatorSpec[]): Json {
  const node = schemaOf(nodeShape);
  const document = schemaOf(
    documentShape.extend({
      nodes: z.array(z.unknown()).max(MAX_NODES),
      edges: z.array(edgeShape).max(MAX_EDGES),
    }),
  );
  const properties = document['properties'] as JsonObject;
  const nodes = properties['nodes'] as JsonObject;
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Millrace pipeline, version 1',
    ...document,
    properties: {
      ...properties,
      nodes: { ...nodes, items: { ...node, allOf: specs.map(paramsRule) } },
    },
  };
}

type JsonObject = Readonly<Record<string, Json>>;

function schemaOf(shape: z.ZodObject): JsonObject {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io: 'input' });
  // Without the methods that zod puts on the object.
  return JSON.parse(JSON.stringify(schema)) as JsonObject;
}

function paramsRule(spec: OperatorSpec): Json {
  return {
    if: { properties: { operator: { const: spec.id } } },
    // The keyword of JSON Schema; nothing awaits this object.
    // oxlint-disable-next-line unicorn/no-thenable
    then: { properties: { params: { title: spec.title, ...schemaOf(spec.params) } } },
  };
}
