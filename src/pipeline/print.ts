import { isRecord, type Json } from '#base/json.ts';
import { defaultParams } from '#contract/paramFields.ts';
import type { SpecOf } from '#contract/spec.ts';
import { QUEUE_FIELDS } from './edges.ts';
import type { Edge, EdgeQueue, Pipeline, PipelineNode } from './pipeline.ts';

/**
 * The document as text, the same bytes for the same document: one node and one edge a line, keys in
 * schema order, params by name and all of them, a final newline. Params of an unknown operator are
 * printed as they are.
 */
export function printPipeline(pipeline: Pipeline, specOf: SpecOf): string {
  return [
    '{',
    `  "format": ${JSON.stringify(pipeline.format)},`,
    `  "version": ${pipeline.version},`,
    `  "name": ${JSON.stringify(pipeline.name)},`,
    `  "nodes": ${printList(pipeline.nodes.map((node) => printNode(node, specOf)))},`,
    `  "edges": ${printList(pipeline.edges.map(printEdge))}`,
    '}',
    '',
  ].join('\n');
}

function printList(lines: readonly string[]): string {
  if (lines.length === 0) return '[]';
  return `[\n${lines.map((line) => `    ${line}`).join(',\n')}\n  ]`;
}

function printNode(node: PipelineNode, specOf: SpecOf): string {
  const spec = specOf(node.operator);
  const params = spec ? { ...defaultParams(spec), ...node.params } : node.params;
  return printFields([
    ['id', printJson(node.id)],
    ['operator', printJson(node.operator)],
    ['operatorVersion', printJson(node.operatorVersion)],
    ['title', node.title && printJson(node.title)],
    ['at', printJson(node.at)],
    ['mode', node.mode && printJson(node.mode)],
    ['collapsed', node.collapsed && printJson(node.collapsed)],
    ['params', printJson(params)],
  ]);
}

function printEdge({ from, to, loopback, queue }: Edge): string {
  return printFields([
    ['from', printJson(from)],
    ['to', printJson(to)],
    ['loopback', loopback && printJson(loopback)],
    ['queue', queue && printQueue(queue)],
  ]);
}

function printQueue(queue: EdgeQueue): string | undefined {
  const said = QUEUE_FIELDS.filter((field) => queue[field] !== undefined);
  if (said.length === 0) return undefined;
  return printFields(said.map((field) => [field, printJson(queue[field]!)]));
}

/** One line, in the order given; a field without a value is left out. */
function printFields(
  fields: readonly (readonly [key: string, value: string | undefined])[],
): string {
  const said = fields.flatMap(([key, value]) =>
    value === undefined ? [] : `${JSON.stringify(key)}: ${value}`,
  );
  return said.length === 0 ? '{}' : `{ ${said.join(', ')} }`;
}

/** One line; keys in the order of their UTF-16 units, whatever the language of the machine. */
function printJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(printJson).join(', ')}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const entries = Object.entries(value as Readonly<Record<string, Json>>);
  return printFields(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, printJson(item)]),
  );
}
