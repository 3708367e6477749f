import { specOf } from '#catalog/catalog.ts';
import { typesOf } from '#contract/spec.ts';
import {
  findNode,
  type Pipeline,
  type PortRef,
  portRef,
  splitPortRef,
} from '#pipeline/pipeline.ts';
import { portAt } from '#pipeline/ports.ts';
import type { PortType } from '#stream/payload.ts';

/**
 * What an output may carry in this pipeline, best first. An output of several types passes on what comes
 * in by an input of the same types, so these are followed upwards.
 */
export function streamTypes(pipeline: Pipeline, from: PortRef): readonly PortType[] {
  const port = portAt(pipeline, from, 'out', specOf);
  const types = port ? typesOf(port) : [];
  const { node: id } = splitPortRef(from);
  const spec = specOf(findNode(pipeline, id)?.operator ?? '');
  if (types.length < 2 || !spec) return types;
  const twin = Object.entries(spec.inputs).find(([, input]) =>
    types.every((type) => typesOf(input).includes(type)),
  );
  const edge = twin && pipeline.edges.find(({ to }) => to === portRef(id, twin[0]));
  if (!edge) return types;
  const upstream = streamTypes(pipeline, edge.from);
  const both = types.filter((type) => upstream.includes(type));
  return both.length > 0 ? both : types;
}
