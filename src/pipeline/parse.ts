import { isRecord } from '#base/json.ts';
import { defaultParams } from '#contract/paramFields.ts';
import type { SpecOf } from '#contract/spec.ts';
import type { z } from 'zod';
import { checkCounts } from './checkCounts.ts';
import { checkEdges } from './checkEdges.ts';
import { checkNodes } from './checkNodes.ts';
import { checkShape } from './checkShape.ts';
import { checkValues } from './checkValues.ts';
import { describeValue } from './describeValue.ts';
import { errorAt } from './errorAt.ts';
import { findTextProblem } from './jsonText.ts';
import { CURRENT_VERSION, migrate, type OldDocument } from './migrate.ts';
import type { Edge, NodeId, Pipeline, PipelineNode } from './pipeline.ts';
import type { Parsed, Problem } from './problem.ts';
import { documentShape, edgeShape, nodeShape } from './shape.ts';

/**
 * Reads a document from anywhere: a file, the clipboard, a link. Gives all of its problems, not the
 * first; never throws and never runs anything. Size and depth are looked at before the text is parsed.
 * Nodes of unknown operators are kept as they are, with a warning.
 */
export function parsePipeline(text: string, specOf: SpecOf): Parsed<Pipeline> {
  const problem = findTextProblem(text);
  return problem ? failed([problem]) : parseDocument(JSON.parse(text), specOf);
}

/** The same for a value that was parsed already or comes from a database. */
export function parseDocument(value: unknown, specOf: SpecOf): Parsed<Pipeline> {
  if (!isRecord(value)) {
    return failed([errorAt([], `A pipeline is an object, got ${describeValue(value)}.`)]);
  }
  const format = checkFormat(value);
  if (format) return failed([format]);
  const document = migrate(value);
  if (!document) return failed([versionProblem(value['version'])]);
  const tooMany = checkCounts(listOf(document['nodes']), listOf(document['edges']));
  return tooMany.length > 0 ? failed(tooMany) : readDocument(document, specOf);
}

/** Reads nodes and edges one by one, so that a broken one hides nothing about the others. */
function readDocument(document: OldDocument, specOf: SpecOf): Parsed<Pipeline> {
  const rawNodes = listOf(document['nodes']);
  const nodes = readAll<PipelineNode>(rawNodes, nodeShape, 'nodes', 'node');
  const edges = readAll<Edge>(listOf(document['edges']), edgeShape, 'edges', 'edge');
  const byId = new Map<NodeId, PipelineNode>();
  for (const node of nodes.read.values()) if (!byId.has(node.id)) byId.set(node.id, node);
  const unreadable = new Set(
    rawNodes.flatMap((raw, index) => (nodes.read.has(index) ? [] : (idOf(raw) ?? []))),
  );
  const problems = [
    ...checkValues(document),
    ...checkShape(documentShape, document, { path: [], words: 'the document' }),
    ...nodes.problems,
    ...checkNodes(nodes.read, specOf, 'warning'),
    ...edges.problems,
    ...checkEdges({ nodes: byId, unreadable, edges: edges.read, specOf }),
  ];
  const value: Pipeline = {
    format: 'millrace.pipeline',
    version: CURRENT_VERSION,
    name: String(document['name']),
    nodes: [...nodes.read.values()].map((node) => withAllParams(node, specOf)),
    edges: [...edges.read.values()].map(withoutEmptyQueue),
  };
  if (problems.every(({ severity }) => severity !== 'error')) {
    return { ok: true, value, warnings: problems };
  }
  const isNumbered = nodes.problems.length === 0 && edges.problems.length === 0;
  return { ok: false, problems, ...(isNumbered && { draft: value }) };
}

function checkFormat({ format }: OldDocument): Problem | undefined {
  if (format === 'millrace.pipeline') return undefined;
  const got = describeValue(format);
  return errorAt(
    ['format'],
    `This is no Millrace pipeline: its 'format' must be 'millrace.pipeline', got ${got}.`,
  );
}

function versionProblem(version: unknown): Problem {
  if (typeof version === 'number' && version > CURRENT_VERSION) {
    return errorAt(
      ['version'],
      `This pipeline has version ${version}; this Millrace reads up to version ${CURRENT_VERSION}.`,
      'Open it in a newer Millrace.',
    );
  }
  const got = describeValue(version);
  return errorAt(['version'], `'version' of the document must be ${CURRENT_VERSION}, got ${got}.`);
}

/** Those that have the shape, by index, and what is wrong with the others. */
function readAll<T>(
  items: readonly unknown[],
  shape: z.ZodObject,
  key: 'nodes' | 'edges',
  word: string,
): { readonly read: ReadonlyMap<number, T>; readonly problems: readonly Problem[] } {
  const read = new Map<number, T>();
  const problems = items.flatMap((item, index) => {
    const id = idOf(item);
    const words = id === undefined ? `${word} ${index + 1}` : `${word} ${describeValue(id)}`;
    const found = checkShape(shape, item, { path: [key, index], words });
    if (found.length === 0) read.set(index, item as T);
    return found;
  });
  return { read, problems };
}

function idOf(raw: unknown): string | undefined {
  return isRecord(raw) && typeof raw['id'] === 'string' ? raw['id'] : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function withAllParams(node: PipelineNode, specOf: SpecOf): PipelineNode {
  const spec = specOf(node.operator);
  return spec ? { ...node, params: { ...defaultParams(spec), ...node.params } } : node;
}

function withoutEmptyQueue(edge: Edge): Edge {
  if (edge.queue && Object.keys(edge.queue).length > 0) return edge;
  const { queue: _, ...bare } = edge;
  return bare;
}

function failed(problems: readonly Problem[]): Parsed<Pipeline> {
  return { ok: false, problems };
}
