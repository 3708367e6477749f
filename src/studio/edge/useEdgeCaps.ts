import { capsConflicts } from '#pipeline/connection.ts';
import { inferCaps } from '#pipeline/inferCaps.ts';
import { edgeId, type EdgeId, splitPortRef } from '#pipeline/pipeline.ts';
import { useServices } from '#studio/services.ts';
import { useDocument } from '#studio/store/documentStore.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import { describeCaps } from '#stream/capsWords.ts';

/** What an edge carries, in words: what came last in this run, before it what is known; or why nothing can. */
export function useEdgeCaps(id: EdgeId): string | undefined {
  const { specOf } = useServices();
  const known = useDocument(({ pipeline }) => {
    const edge = inferCaps(pipeline, specOf).edges.get(id);
    if (!edge?.conflict) return edge && describeCaps(edge.caps);
    return capsConflicts(pipeline, specOf).find((one) => edgeId(one.edge) === id)?.refusal.sentence;
  });
  const to = useDocument(({ pipeline }) => pipeline.edges.find((edge) => edgeId(edge) === id)?.to);
  const flowing = useRuntime(({ snapshot }) => {
    if (!to) return undefined;
    const { node, port } = splitPortRef(to);
    return snapshot?.nodes[node]?.ports[`in.${port}`];
  });
  return flowing ?? known;
}

/** True if an edge can't carry what comes. */
export function useMisfit(id: EdgeId): boolean {
  const { specOf } = useServices();
  return useDocument(
    ({ pipeline }) => inferCaps(pipeline, specOf).edges.get(id)?.conflict !== undefined,
  );
}
