import { edgeId, type Pipeline, splitPortRef } from '#pipeline/pipeline.ts';
import type { Journal } from './journal.ts';
import { partsOf } from './simSpecs.ts';

/** Where two runs of one pipeline differ in the samples an edge delivered, whatever blocks they came in. */
export function judgeSound(pipeline: Pipeline, one: Journal, other: Journal): readonly string[] {
  return pipeline.edges.flatMap((edge) => {
    const { node, port } = splitPortRef(edge.to);
    const { operator } = pipeline.nodes.find(({ id }) => id === node)!;
    if (partsOf(operator).kind !== 'audio') return [];
    const [a, b] = [one, other].map((journal) =>
      (journal.of(node).given.get(port) ?? []).flatMap(({ said }) => said),
    );
    const at = a!.findIndex((sample, i) => sample !== b![i]);
    if (at < 0 && a!.length === b!.length) return [];
    return [`Edge ${edgeId(edge)} delivered other samples from number ${at} on.`];
  });
}
