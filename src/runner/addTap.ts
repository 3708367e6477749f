import { specOf } from '#catalog/catalog.ts';
import { addNode } from '#pipeline/nodes.ts';
import { findNode, type NodeId, type Pipeline, type PortRef, portRef } from '#pipeline/pipeline.ts';
import { newNode } from '#pipeline/newNode.ts';
import { portAt, portsOf } from '#pipeline/ports.ts';
import type { PortType } from '#stream/payload.ts';
import { usage } from './options.ts';
import { streamTypes } from './streamTypes.ts';
import { FORMATS, formatOf, formatsFor, isNumbered, type TapFormat } from './tap/formats.ts';
import { spec } from './tap/spec.ts';

/** Puts a tap behind a port of the pipeline that is about to run: an output, or whatever enters an input. */
export function addTap(pipeline: Pipeline, node: NodeId, port: string, path: string): Pipeline {
  const from = outputBehind(pipeline, node, port);
  const types = streamTypes(pipeline, from);
  const format = formatOf(path);
  if (format === undefined || !types.some((type) => formatsFor(type).includes(format))) {
    throw wrongFormat(from, types, path);
  }
  checkNumber(path, format);
  // At the place of no node: it is never drawn.
  const tap = newNode(pipeline, spec, [0, 0], { path, format });
  const grown = addNode(pipeline, tap);
  return { ...grown, edges: [...grown.edges, { from, to: portRef(tap.id, 'in') }] };
}

/** The output that a port is, or that is wired to it. */
function outputBehind(pipeline: Pipeline, id: NodeId, port: string): PortRef {
  const node = findNode(pipeline, id);
  const known = node && specOf(node.operator);
  if (!known) throw usage(`No node is named '${id}', so it can't be tapped.`);
  const ref = portRef(id, port);
  if (portAt(pipeline, ref, 'out', specOf)) return ref;
  const edge = pipeline.edges.find(({ to }) => to === ref);
  if (edge) return edge.from;
  const names = [...Object.keys(portsOf(known, 'out')), ...Object.keys(portsOf(known, 'in'))];
  throw usage(`'${id}' has no wired port '${port}'. Its ports: ${names.join(', ')}.`);
}

function wrongFormat(from: PortRef, types: readonly PortType[], path: string): Error {
  const names = [...new Set(types.flatMap(formatsFor))].map((name) => `.${name}`);
  return usage(
    `'${from}' carries ${types.join(' or ')}, which is written as ${names.join(', ')}; '${path}' is none of these.`,
  );
}

function checkNumber(path: string, format: TapFormat): void {
  if (FORMATS[format].numbered === isNumbered(path)) return;
  throw usage(
    FORMATS[format].numbered
      ? `Pictures need a number in their name, such as 'out/%05d.${format}'; got '${path}'.`
      : `One .${format} file takes the whole stream, so '${path}' can't have a number in its name.`,
  );
}
