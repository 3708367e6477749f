import { mainTypeOf, type OperatorSpec, type Port, typesOf } from '#contract/spec.ts';
import { inferCaps } from '#pipeline/inferCaps.ts';
import { edgeId, type NodeId, portRef } from '#pipeline/pipeline.ts';
import type { Side } from '#pipeline/ports.ts';
import { Shape } from '#studio/icons/Shape.tsx';
import { useServices } from '#studio/services.ts';
import { useDocument } from '#studio/store/documentStore.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import { describeCaps } from '#stream/capsWords.ts';
import { Fragment } from 'react';
import styles from './Panel.module.css';

/** The ports of a node, with what really flows once something does. */
export function PortList({ id, spec }: { readonly id: NodeId; readonly spec: OperatorSpec }) {
  const ports = [
    ...Object.entries(spec.inputs).map(([name, port]) => ({ name, port, side: 'in' as const })),
    ...Object.entries(spec.outputs).map(([name, port]) => ({ name, port, side: 'out' as const })),
  ];
  return (
    <section className={styles['section']} aria-label="Ports">
      <h3>Ports</h3>
      <dl className={styles['ports']}>
        {ports.map(({ name, port, side }) => (
          <Fragment key={`${side}.${name}`}>
            <Shape type={mainTypeOf(port)} />
            <dt data-tip={port.doc}>{name === side ? name : `${name} ${side}`}</dt>
            <Caps id={id} side={side} name={name} port={port} />
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

/** As many types as are worth naming one by one. */
const FEW = 2;

/** What flowed last; before that what is known to flow, or may. */
function Caps(props: {
  readonly id: NodeId;
  readonly side: Side;
  readonly name: string;
  readonly port: Port;
}) {
  const { id, side, name, port } = props;
  const { specOf } = useServices();
  const flowing = useRuntime(({ snapshot }) => snapshot?.nodes[id]?.ports[`${side}.${name}`]);
  const known = useDocument(({ pipeline }) => {
    const ref = portRef(id, name);
    const { edges, offered, accepted } = inferCaps(pipeline, specOf);
    if (side === 'out') return offered(ref);
    const edge = pipeline.edges.find(({ to }) => to === ref);
    return (edge && edges.get(edgeId(edge))?.caps) ?? accepted(ref);
  });
  const isOpen = known === 'any' || known.length === 0 || known.length > FEW;
  const words = isOpen
    ? typesOf(port).length > FEW
      ? 'any'
      : typesOf(port).join(' or ')
    : describeCaps(known);
  return <dd>{flowing ?? words}</dd>;
}
