import type { EdgeId } from '#pipeline/pipeline.ts';
import { useCanvas } from '#studio/canvas/canvasStore.ts';
import type { FlowEdge } from '#studio/canvas/flowEdges.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import { useUi } from '#studio/store/uiStore.ts';
import { memo } from 'react';
import type { EdgeProps, EdgeTypes } from 'reactflow';
import { useShallow } from 'zustand/react/shallow';
import { badgeOf, badgeWords } from '#studio/run/badge.ts';
import { EdgeBadge } from './EdgeBadge.tsx';
import { EdgeLabel } from './EdgeLabel.tsx';
import { edgeLook, GAUGE_LENGTH } from './edgeLook.ts';
import { reversedPath, streamPath } from './streamPath.ts';
import styles from './StreamEdge.module.css';
import { useMisfit } from './useEdgeCaps.ts';

/** From the receiving port's centre to the gauge: half the port, the gap, and the gauge's round cap. */
const GAUGE_OFFSET = 12;

/** Width in which a pointer meets an edge, in pixels. */
const HIT_WIDTH = 20;

/** A dash longer than any edge. */
const REST = 99_999;

/** An edge: its type by colour, its rate by width, and its queue by a gauge before the port it fills. */
export const StreamEdge = memo(function StreamEdge(props: EdgeProps<FlowEdge>) {
  const id = props.id as EdgeId;
  const look = useRuntime(useShallow(({ snapshot }) => edgeLook(snapshot, id)));
  const badge = badgeOf(useRuntime((state) => badgeWords(state, id)));
  const isHovered = useUi(({ hoveredEdge }) => hoveredEdge === id);
  const takesNode = useCanvas(({ insertInto }) => insertInto === id);
  const misfits = useMisfit(id);
  const isWatched = isHovered || props.selected === true;
  const path = streamPath(props);
  return (
    <g
      className={styles['edge']}
      data-type={props.data?.type}
      data-state={look.state}
      data-selected={props.selected}
      data-takes={takesNode || undefined}
      data-misfit={misfits || undefined}
    >
      <path className={styles['hit']} d={path} strokeWidth={HIT_WIDTH} />
      <path className={styles['line']} d={path} strokeWidth={takesNode ? 4 : look.width} />
      {isWatched && look.state !== 'idle' && <path className={styles['dash']} d={path} />}
      {look.fill > 0 && <Gauge d={reversedPath(props)} fill={look.fill} />}
      {badge && <EdgeBadge badge={badge} ends={props} />}
      {isHovered && !takesNode && <EdgeLabel id={id} type={props.data?.type} ends={props} />}
    </g>
  );
});

/** How full the queue is, drawn from the receiving port backwards. `d` runs from input to output. */
function Gauge({ d, fill }: { readonly d: string; readonly fill: number }) {
  const dash = (length: number): object => ({
    d,
    strokeDasharray: `${length} ${REST}`,
    strokeDashoffset: -GAUGE_OFFSET,
  });
  return (
    <>
      <path className={styles['track']} {...dash(GAUGE_LENGTH)} />
      <path className={styles['bed']} {...dash(GAUGE_LENGTH)} />
      <path className={styles['fill']} {...dash(fill)} />
    </>
  );
}

/** React Flow's table of edges: there is one kind. */
export const edgeTypes: EdgeTypes = { stream: StreamEdge };
