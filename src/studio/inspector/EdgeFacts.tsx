import { figure } from '#base/figures.ts';
import { grownWords } from '#engine/grownWords.ts';
import type { EdgeSnapshot } from '#engine/snapshot.ts';
import type { EdgeId } from '#pipeline/pipeline.ts';
import { DROP_REASONS, totalDrops } from '#stream/dropReason.ts';
import { formatBytes, formatCount, formatMs, formatRate, formatShare } from '#studio/format.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import { Fragment } from 'react';
import styles from './Panel.module.css';

/** What an edge carries: how much comes and goes, what waits, what was lost and why. Nothing before the first run. */
export function EdgeFacts({ id }: { readonly id: EdgeId }) {
  const edge = useRuntime(({ snapshot }) => snapshot?.edges[id]);
  if (!edge) return undefined;
  return (
    <section className={styles['section']} aria-label="Flow">
      <h3>Flow</h3>
      <dl className={styles['stats']}>
        <dt>Comes</dt>
        <dd>{formatRate(edge.rate)}</dd>
        <dt>Goes</dt>
        <dd>{formatRate(edge.rateOut)}</dd>
        <dt>Sent · delivered</dt>
        <dd>
          {formatCount(edge.sent)} · {formatCount(edge.delivered)}
        </dd>
        {edge.idleMs !== undefined && (
          <>
            <dt>Idle for</dt>
            <dd>{figure(edge.idleMs / 1000, 0)} s</dd>
          </>
        )}
        {edge.limits && <Waiting edge={edge} limits={edge.limits} />}
        {edge.grownTo && <Grown edge={edge} grownTo={edge.grownTo} />}
        <Drops edge={edge} />
      </dl>
    </section>
  );
}

/** What waits, beside each of the limits. */
function Waiting({
  edge,
  limits,
}: {
  readonly edge: EdgeSnapshot;
  readonly limits: NonNullable<EdgeSnapshot['limits']>;
}) {
  const fill = Math.max(
    edge.queued / limits.capacity,
    edge.bytes / limits.bytes,
    edge.span / 1e6 / limits.seconds,
  );
  return (
    <>
      <dt>Queued</dt>
      <dd>
        {formatCount(edge.queued)} of {formatCount(limits.capacity)}
      </dd>
      {edge.fills && (
        <>
          <dt className={styles['sub']}>fills to</dt>
          <dd>{fillWords(limits)}</dd>
        </>
      )}
      {edge.ahead > 0 && (
        <>
          <dt className={styles['sub']}>ahead of it</dt>
          <dd>{formatCount(edge.ahead)}</dd>
        </>
      )}
      <dt>Memory</dt>
      <dd>{formatBytes(edge.bytes)}</dd>
      <dt>Time</dt>
      <dd>{figure(edge.span / 1e6, 2)} s</dd>
      <dt>Oldest waits</dt>
      <dd>{formatMs(edge.oldestMs, 0)}</dd>
      <dt>Full</dt>
      <dd>
        <span className={styles['fill']} data-full={fill >= 1}>
          <i style={{ width: `${Math.min(1, fill) * 100}%` }} />
        </span>
        {formatShare(Math.min(1, fill))}
      </dd>
      {edge.turns && (
        <>
          <dt>Was full · empty</dt>
          <dd>
            {formatCount(edge.turns.overruns)} × · {formatCount(edge.turns.underruns)} ×
          </dd>
          <dt>Began to be read</dt>
          <dd>{formatCount(edge.turns.starts)} ×</dd>
        </>
      )}
    </>
  );
}

/** What has to wait before the first chunk is taken. */
function fillWords({ leastChunks, leastSeconds }: NonNullable<EdgeSnapshot['limits']>): string {
  const chunks = leastChunks > 1 ? `${formatCount(leastChunks)} chunks` : undefined;
  const time = leastSeconds > 0 ? `${figure(leastSeconds, 2)} s` : undefined;
  return [chunks, time].filter(Boolean).join(' and ');
}

/** Room that was made beyond the limits, and how often. */
function Grown({
  edge,
  grownTo,
}: {
  readonly edge: EdgeSnapshot;
  readonly grownTo: NonNullable<EdgeSnapshot['grownTo']>;
}) {
  return (
    <>
      <dt>Grew</dt>
      <dd className={styles['warn']}>
        {grownWords(edge.capacity, grownTo)}, {formatCount(edge.grown)} ×
      </dd>
    </>
  );
}

function Drops({ edge }: { readonly edge: EdgeSnapshot }) {
  const reasons = DROP_REASONS.filter((reason) => edge.dropped[reason]);
  return (
    <>
      <dt>Dropped</dt>
      <dd className={edge.dropRate > 0 ? styles['warn'] : undefined}>
        {edge.dropRate > 0 && `${formatRate(edge.dropRate)} · `}
        {formatCount(totalDrops(edge.dropped))}
      </dd>
      {reasons.map((reason) => (
        <Fragment key={reason}>
          <dt className={styles['sub']}>{reason.replace('-', ' ')}</dt>
          <dd className={styles['warn']}>{formatCount(edge.dropped[reason] ?? 0)}</dd>
        </Fragment>
      ))}
    </>
  );
}
