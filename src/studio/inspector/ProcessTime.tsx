import type { NodeId } from '#pipeline/pipeline.ts';
import { DROP_REASONS } from '#stream/dropReason.ts';
import { formatCount, formatMs } from '#studio/format.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import { Fragment } from 'react';
import { BAR_WIDTH, barsOf, HEIGHT, WIDTH } from './histogramBars.ts';
import styles from './ProcessTime.module.css';
import panel from './Panel.module.css';

/** How long the node takes for a chunk, lately, and what became of all it was given. */
export function ProcessTime({ id }: { readonly id: NodeId }) {
  const reading = useRuntime(({ snapshot }) => snapshot?.nodes[id]);
  if (!reading || reading.in + reading.out === 0) return undefined;
  const bars = barsOf(reading.histogram, reading.p50, reading.p99);
  const drops = DROP_REASONS.flatMap((reason) => {
    const count = reading.dropped[reason] ?? 0;
    return count > 0 ? [{ reason, count }] : [];
  });
  return (
    <section className={panel['section']} aria-label="Process time">
      <h3>
        Process time<span>last 10 s</span>
      </h3>
      <svg
        className={styles['histogram']}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Median ${formatMs(reading.p50)}, p99 ${formatMs(reading.p99)}`}
      >
        {bars.heights.map((height, index) => (
          <rect
            key={index}
            x={index * (BAR_WIDTH + 2) + 1}
            y={HEIGHT - height}
            width={BAR_WIDTH}
            height={height}
          />
        ))}
        <path className={styles['median']} d={`M${bars.median} 0V${HEIGHT}`} />
        <path className={styles['p99']} d={`M${bars.p99} 0V${HEIGHT}`} />
      </svg>
      <dl className={panel['stats']}>
        <dt>Median</dt>
        <dd>{formatMs(reading.p50)}</dd>
        <dt>p99</dt>
        <dd>{formatMs(reading.p99)}</dd>
        <dt>In · out</dt>
        <dd>
          {formatCount(reading.in)} · {formatCount(reading.out)}
        </dd>
        {drops.length === 0 && (
          <>
            <dt>Dropped</dt>
            <dd>0</dd>
          </>
        )}
        {drops.map(({ reason, count }) => (
          <Fragment key={reason}>
            <dt>Dropped, {reason.replace('-', ' ')}</dt>
            <dd className={panel['warn']}>{formatCount(count)}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
