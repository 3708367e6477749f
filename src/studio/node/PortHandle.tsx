import { mainTypeOf, type Port, type SpecOf, typesOf } from '#contract/spec.ts';
import { type NodeId, type Pipeline, type PortRef, portRef } from '#pipeline/pipeline.ts';
import { portAt, type Side } from '#pipeline/ports.ts';
import { PORT_WORDS } from '#pipeline/portWords.ts';
import { canvasStore, usePortSign } from '#studio/canvas/canvasStore.ts';
import { useServices } from '#studio/services.ts';
import { useDocument } from '#studio/store/documentStore.ts';
import type { PortType } from '#stream/payload.ts';
import { useState } from 'react';
import { Handle, Position } from 'reactflow';
import styles from './PortHandle.module.css';
import { PortLabel } from './PortLabel.tsx';

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
  const { specOf } = useServices();
  const stream = useDocument(({ pipeline }) => streamAt(pipeline, ref, side, specOf));
  const sign = usePortSign(node, side, name);
  const [named, setNamed] = useState(false);
  const types = port ? typesOf(port) : [];
  const many = types.map((type) => PORT_WORDS[type].many).join(' or ');
  // A port that takes anything looks like what it gets.
  const shown = stream && types.length !== 1 ? stream : (types[0] ?? 'bytes');
  return (
    <Handle
      id={name}
      type={side === 'in' ? 'target' : 'source'}
      position={side === 'in' ? Position.Left : Position.Right}
      className={styles['port']}
      style={{ top }}
      role="button"
      tabIndex={0}
      aria-label={`${name}, ${side === 'in' ? 'input' : 'output'}, ${types.length > 2 ? 'any stream' : many || 'unknown'}`}
      aria-description={port?.doc}
      data-type={shown}
      data-connected={stream === undefined ? undefined : ''}
      data-sign={sign}
      onPointerEnter={() => setNamed(true)}
      onPointerLeave={() => setNamed(false)}
      onFocus={(event) => setNamed(event.currentTarget.matches(':focus-visible'))}
      onBlur={() => setNamed(false)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        event.stopPropagation();
        canvasStore.setState({ joining: node });
      }}
    >
      <i className={styles['shape']} />
      {named && sign === 'idle' && <PortLabel name={name} types={types} side={side} />}
    </Handle>
  );
}

/** The type of what flows through a port; undefined while nothing is connected. */
function streamAt(
  pipeline: Pipeline,
  ref: PortRef,
  side: Side,
  specOf: SpecOf,
): PortType | 'bytes' | undefined {
  const edge = pipeline.edges.find(({ from, to }) => (side === 'in' ? to : from) === ref);
  if (!edge) return undefined;
  const output = portAt(pipeline, edge.from, 'out', specOf);
  return output ? mainTypeOf(output) : 'bytes';
}
