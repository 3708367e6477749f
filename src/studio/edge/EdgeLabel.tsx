import { figure } from '#base/figures.ts';
import { grownWords } from '#engine/grownWords.ts';
import type { EdgeSnapshot } from '#engine/snapshot.ts';
import type { EdgeId } from '#pipeline/pipeline.ts';
import { DROP_REASONS, type DropCounts } from '#stream/dropReason.ts';
import { formatCount, formatMs, formatRate } from '#studio/format.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import { EdgeLabelRenderer, useStore } from 'reactflow';
import styles from './StreamEdge.module.css';
import { useEdgeCaps } from './useEdgeCaps.ts';
import { curvePoint, type EdgeEnds, streamCurve } from './streamPath.ts';

/** What flows on an edge, in words: beside its middle, in the size of the page at every zoom. */
export function EdgeLabel(props: {
  readonly id: EdgeId;
  readonly type: string | undefined;
  readonly ends: EdgeEnds;
}) {
  const edge = useRuntime(({ snapshot }) => snapshot?.edges[props.id]);
  const caps = useEdgeCaps(props.id);
  const scale = useStore(({ transform }) => 1 / transform[2]);
  const { sourceX, sourceY, targetX, targetY } = props.ends;
  const { x, y } = curvePoint(streamCurve(props.ends), 0.5);
  // Above a level edge, left of a steep one: clear of the gauge and of both ports.
  const isSteep = Math.abs(targetY - sourceY) > targetX - sourceX;
  const aside = isSteep ? 'calc(-100% - 12px), -50%' : '-50%, calc(-100% - 16px)';
  const place = `translate(${x}px, ${y}px) scale(${scale}) translate(${aside})`;
  return (
    <EdgeLabelRenderer>
      <div className={styles['label']} style={{ transform: place }}>
        {caps && <div>{caps}</div>}
        {edge ? <Reading edge={edge} type={props.type} /> : 'Nothing has flowed here yet'}
      </div>
    </EdgeLabelRenderer>
  );
}

function Reading({
  edge,
  type,
}: {
  readonly edge: EdgeSnapshot;
  readonly type: string | undefined;
}) {
  const drops = dropWords(edge.dropped);
  return (
    <>
      <div>
        <b>{formatRate(edge.rate, type)}</b>, {queueWords(edge)}
      </div>
      {edge.idleMs !== undefined && <div>idle for {figure(edge.idleMs / 1000, 0)} s</div>}
      {edge.grownTo && (
        <div className={styles['dropping']}>grew {grownWords(edge.capacity, edge.grownTo)}</div>
      )}
      {drops && (
        <div className={edge.dropRate > 0 ? styles['dropping'] : styles['drops']}>
          {edge.dropRate > 0 && `${formatRate(edge.dropRate)} dropped: `}
          {drops}
        </div>
      )}
    </>
  );
}

function queueWords({ capacity, queued, oldestMs }: EdgeSnapshot): string {
  if (capacity === 0) return 'handed on directly';
  const queue = `${formatCount(queued)} of ${formatCount(capacity)} queued`;
  return queued > 0 ? `${queue}, oldest ${formatMs(oldestMs, 0)}` : queue;
}

/** Drops by reason, as `2 902 queue full, 3 late`; empty if there were none. */
export function dropWords(dropped: DropCounts): string {
  return DROP_REASONS.filter((reason) => (dropped[reason] ?? 0) > 0)
    .map((reason) => `${formatCount(dropped[reason] ?? 0)} ${reason.replace('-', ' ')}`)
    .join(', ');
}
