import { paramFields } from '#contract/paramFields.ts';
import type { SpecOf } from '#contract/spec.ts';
import { findNode, type NodeId, type Pipeline, splitPortRef } from '#pipeline/pipeline.ts';

/** A file that plays into a node. */
export interface PlayedFile {
  readonly node: NodeId;
  /** Where in the file it begins, in s. */
  readonly start: number;
  /** True if stream times go on over its end, so that they name no moment of it. */
  readonly loops: boolean;
}

/** A stretch of a stream that plays a file in one go: stream time `from`, in µs, is the moment `start`, in s. */
export interface Pass {
  readonly from: number;
  readonly start: number;
}

/** The file upstream of a node that can begin anywhere; undefined where there is none, or a device comes first. */
export function playedFile(
  pipeline: Pipeline,
  id: NodeId,
  specOf: SpecOf,
  seen: ReadonlySet<NodeId> = new Set(),
): PlayedFile | undefined {
  const node = findNode(pipeline, id);
  const spec = node && specOf(node.operator);
  if (!spec || seen.has(id)) return undefined;
  const kinds = new Map(paramFields(spec).map(({ name, kind }) => [name, kind]));
  if ([...kinds.values()].includes('file') && kinds.get('start') === 'number') {
    const { start, loop } = spec.params.safeParse(node.params).data ?? {};
    return { node: id, start: Number(start ?? 0), loops: loop === true };
  }
  for (const { from, to } of pipeline.edges) {
    if (splitPortRef(to).node !== id) continue;
    const found = playedFile(pipeline, splitPortRef(from).node, specOf, new Set([...seen, id]));
    if (found) return found;
  }
  return undefined;
}

/** The moment of the file, in s, that a stream time in µs shows. */
export function momentOf(passes: readonly Pass[], time: number): number {
  const pass = passes.findLast(({ from }) => from <= time) ?? { from: 0, start: 0 };
  return pass.start + (time - pass.from) / 1e6;
}
