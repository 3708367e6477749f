import type { NodeId } from '#pipeline/pipeline.ts';
import { formatCount } from '#studio/format.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import { Fragment } from 'react';
import styles from './Panel.module.css';

/** What a node has measured of itself in this run. Nothing where it measures nothing. */
export function NodeFacts({ id }: { readonly id: NodeId }) {
  const facts = useRuntime(({ snapshot }) => snapshot?.nodes[id]?.facts);
  if (!facts) return undefined;
  return (
    <section className={styles['section']} aria-label="Measured">
      <h3>Measured</h3>
      <dl className={styles['stats']}>
        {Object.entries(facts).map(([title, value]) => (
          <Fragment key={title}>
            <dt>{title}</dt>
            <dd>{typeof value === 'number' ? formatCount(value) : value}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
