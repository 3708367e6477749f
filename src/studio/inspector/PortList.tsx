import { mainTypeOf, type OperatorSpec, type Port } from '#contract/spec.ts';
import type { NodeId } from '#pipeline/pipeline.ts';
import { Shape } from '#studio/icons/Shape.tsx';
import { useRuntime } from '#studio/store/runtimeStore.ts';
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
            <dt data-tip={port.doc}>
              {name} {side}
            </dt>
            <Caps id={id} address={`${side}.${name}`} port={port} />
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

function Caps(props: { readonly id: NodeId; readonly address: string; readonly port: Port }) {
  const { id, address, port } = props;
  const words = useRuntime(({ snapshot }) => snapshot?.nodes[id]?.ports[address]);
  return <dd>{words ?? (typeof port.type === 'string' ? port.type : 'any')}</dd>;
}
