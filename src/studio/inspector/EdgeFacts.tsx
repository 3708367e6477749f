import type { EdgeId } from '#pipeline/pipeline.ts';
import { DROP_REASONS } from '#stream/dropReason.ts';
import { formatBytes, formatCount, formatMs, formatRate } from '#studio/format.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import { Fragment } from 'react';
import styles from './Panel.module.css';

/** What an edge has carried in this run. Nothing before the first. */
export function EdgeFacts({ id }: { readonly id: EdgeId }) {
  const edge = useRuntime(({ snapshot }) => snapshot?.edges[id]);
  if (!edge) return undefined;
  return (
    <section className={styles['section']} aria-label="Flow">
      <h3>Flow</h3>
      <dl className={styles['stats']}>
        <dt>Rate</dt>
        <dd>{formatRate(edge.rate)}</dd>
        <dt>Sent · delivered</dt>
        <dd>
          {formatCount(edge.sent)} · {formatCount(edge.delivered)}
        </dd>
        <dt>Queued</dt>
        <dd>
          {edge.capacity === 0 ? 'none: a direct call' : `${edge.queued} of ${edge.capacity}`}
        </dd>
        {edge.capacity > 0 && (
          <>
            <dt>Waiting</dt>
            <dd>{formatBytes(edge.bytes)}</dd>
            <dt>Oldest</dt>
            <dd>{formatMs(edge.oldestMs, 0)}</dd>
          </>
        )}
        {DROP_REASONS.filter((reason) => edge.dropped[reason]).map((reason) => (
          <Fragment key={reason}>
            <dt>Dropped, {reason.replace('-', ' ')}</dt>
            <dd className={styles['warn']}>{formatCount(edge.dropped[reason] ?? 0)}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
