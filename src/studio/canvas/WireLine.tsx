import { mainTypeOf, type SpecOf } from '#contract/spec.ts';
import { portRef } from '#pipeline/pipeline.ts';
import { portAt } from '#pipeline/ports.ts';
import { useServices } from '#studio/services.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { streamPath } from '#studio/edge/streamPath.ts';
import { useUi } from '#studio/store/uiStore.ts';
import { type ConnectionLineComponentProps, useReactFlow, ViewportPortal } from 'reactflow';
import type { PortEnd } from './canvasStore.ts';
import type { FlowEdge } from './flowEdges.ts';
import type { FlowNode } from './flowNodes.ts';
import { portPoint } from './placedEdges.ts';
import { endOf, sameEnd } from './wireGestures.ts';
import styles from './WireLine.module.css';

/** The wire that was let go on the empty canvas, while one chooses what it shall lead to. */
export function WaitingWire() {
  const search = useUi((state) => state.search);
  const { specOf } = useServices();
  const flow = useReactFlow<FlowNode, FlowEdge>();
  if (!search?.from) return undefined;
  const { node, port, side } = search.from;
  const near = portPoint(flow, node, side === 'out' ? 'source' : 'target', port);
  if (!near) return undefined;
  const far = flow.screenToFlowPosition(search, { snapToGrid: false });
  const [from, to] = side === 'out' ? [near, far] : [far, near];
  const ends = { sourceX: from.x, sourceY: from.y, targetX: to.x, targetY: to.y };
  return (
    <ViewportPortal>
      <svg className={styles['waiting']}>
        <path
          className={styles['wire']}
          data-type={typeOf(search.from, specOf)}
          d={streamPath(ends)}
        />
      </svg>
    </ViewportPortal>
  );
}

/** The wire in the hand: in its type's colour, red and dashed over a port that it can't end at. */
export function WireLine(props: ConnectionLineComponentProps<FlowNode>) {
  const { fromHandle, toHandle, connectionStatus, fromX, fromY, toX, toY } = props;
  const { specOf } = useServices();
  const isBackwards = fromHandle.type === 'target';
  const d = streamPath(
    isBackwards
      ? { sourceX: toX, sourceY: toY, targetX: fromX, targetY: fromY }
      : { sourceX: fromX, sourceY: fromY, targetX: toX, targetY: toY },
  );
  const isRefused =
    toHandle !== null &&
    connectionStatus !== 'valid' &&
    !sameEnd(endOf(fromHandle), endOf(toHandle));
  return (
    <path
      className={isRefused ? styles['refused'] : styles['wire']}
      data-type={typeOf(endOf(fromHandle), specOf)}
      d={d}
    />
  );
}

function typeOf({ node, port: name, side }: PortEnd, specOf: SpecOf): string | undefined {
  const port = portAt(documentStore.getState().pipeline, portRef(node, name), side, specOf);
  return port && mainTypeOf(port);
}
