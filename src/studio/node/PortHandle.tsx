import { type Port, typesOf } from '#contract/spec.ts';
import { type NodeId, portRef } from '#pipeline/pipeline.ts';
import type { Side } from '#pipeline/ports.ts';
import { PORT_WORDS } from '#pipeline/portWords.ts';
import { canvasStore, usePortSign } from '#studio/canvas/canvasStore.ts';
import { Shape } from '#studio/icons/Shape.tsx';
import { useDocument } from '#studio/store/documentStore.ts';
import { Handle, Position } from 'reactflow';
import styles from './PortHandle.module.css';

/** One port on a node's border, in the shape and colour of its type. `port` is absent for an unknown operator. */
export function PortHandle(props: {
  readonly node: NodeId;
  readonly side: Side;
  readonly name: string;
  readonly port: Port | undefined;
  /** Of its centre, from the node's top, in pixels. */
  readonly top: number;
}) {
  const { node, side, name, port, top } = props;
  const ref = portRef(node, name);
  const connected = useDocument(({ pipeline }) =>
    pipeline.edges.some((edge) => (side === 'in' ? edge.to : edge.from) === ref),
  );
  const sign = usePortSign(node, side, name);
  const types = port ? typesOf(port) : [];
  const many = types.map((type) => PORT_WORDS[type].many).join(' or ') || 'unknown';
  return (
    <Handle
      id={name}
      type={side === 'in' ? 'target' : 'source'}
      position={side === 'in' ? Position.Left : Position.Right}
      className={styles['port']}
      style={{ top }}
      role="button"
      tabIndex={0}
      aria-label={`${name}, ${side === 'in' ? 'input' : 'output'}, ${many}`}
      aria-description={port?.doc}
      data-type={types[0] ?? 'bytes'}
      data-connected={connected || undefined}
      data-sign={sign}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        event.stopPropagation();
        canvasStore.setState({ joining: node });
      }}
    >
      <i className={styles['shape']} />
      <span className={styles['label']} aria-hidden="true">
        {types[0] && <Shape type={types[0]} />}
        {name}
        <small>{types.length > 2 ? 'any stream' : types.join(', ')}</small>
      </span>
    </Handle>
  );
}
