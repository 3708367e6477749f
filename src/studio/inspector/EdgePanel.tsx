import { mainTypeOf } from '#contract/spec.ts';
import { inferCaps } from '#pipeline/inferCaps.ts';
import { edgeId, type EdgeId, findNode, splitPortRef } from '#pipeline/pipeline.ts';
import { portAt, titleOf } from '#pipeline/ports.ts';
import { Shape } from '#studio/icons/Shape.tsx';
import { useServices } from '#studio/services.ts';
import { useDocument } from '#studio/store/documentStore.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import { describeCaps } from '#stream/capsWords.ts';
import { defaultQueue } from '#stream/queueSettings.ts';
import { EdgeConflict } from './EdgeConflict.tsx';
import { EdgeFacts } from './EdgeFacts.tsx';
import { FindingCards } from './FindingCards.tsx';
import styles from './Panel.module.css';
import { QueueSection } from './QueueSection.tsx';

/** One edge: what flows, how full its queue is, and what it does when full. */
export function EdgePanel({ id }: { readonly id: EdgeId }) {
  const { specOf } = useServices();
  const pipeline = useDocument((state) => state.pipeline);
  const edge = pipeline.edges.find((candidate) => edgeId(candidate) === id);
  const flowing = useRuntime(({ snapshot }) => {
    if (!edge) return undefined;
    const { node, port } = splitPortRef(edge.to);
    return snapshot?.nodes[node]?.ports[`in.${port}`];
  });
  if (!edge) return undefined;
  const port = portAt(pipeline, edge.from, 'out', specOf);
  const nameOf = (ref: typeof edge.from): string => {
    const { node: nodeId, port: name } = splitPortRef(ref);
    const node = findNode(pipeline, nodeId);
    return `${node ? titleOf(node, specOf) : nodeId} · ${name}`;
  };
  const type = port && mainTypeOf(port);
  const caps = inferCaps(pipeline, specOf).edges.get(id)?.caps;
  return (
    <>
      <div className={styles['top']}>
        <div className={styles['title']}>
          {type && <Shape type={type} />}
          <h2>Edge</h2>
          <span className={styles['state']}>{type}</span>
        </div>
        <p className={styles['doc']}>
          {nameOf(edge.from)} to {nameOf(edge.to)}{' '}
          {caps && caps.length > 0 && (
            <span className={styles['quiet']}>
              {flowing ? `carries ${flowing}` : `will carry ${describeCaps(caps)}`}
            </span>
          )}
        </p>
      </div>
      <EdgeConflict id={id} />
      <FindingCards at={id} subject="this edge" />
      <QueueSection id={id} queue={edge.queue} usual={defaultQueue(type ?? 'value/number')} />
      <EdgeFacts id={id} />
    </>
  );
}
