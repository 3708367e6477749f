import { mainTypeOf, type SpecOf } from '#contract/spec.ts';
import { portRef } from '#pipeline/pipeline.ts';
import { portAt } from '#pipeline/ports.ts';
import { useServices } from '#studio/services.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { streamPath } from '#studio/edge/streamPath.ts';
import type { ConnectionLineComponentProps, Handle } from 'reactflow';
import type { FlowNode } from './flowNodes.ts';
import { sameEnd, endOf } from './wireGestures.ts';
import styles from './WireLine.module.css';

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
      data-type={typeOf(fromHandle, specOf)}
      d={d}
    />
  );
}

function typeOf(handle: Handle, specOf: SpecOf): string | undefined {
  const { node, port: name, side } = endOf(handle);
  const port = portAt(documentStore.getState().pipeline, portRef(node, name), side, specOf);
  return port && mainTypeOf(port);
}
