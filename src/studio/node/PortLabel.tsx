import type { Side } from '#pipeline/ports.ts';
import { Shape } from '#studio/icons/Shape.tsx';
import type { PortType } from '#stream/payload.ts';
import styles from './PortLabel.module.css';

/** Between the port's centre and its label, in CSS pixels. */
const DISTANCE = 16;

/**
 * Name and type of a port, beside it and above everything else: in the top layer, since neighbouring
 * nodes would cover it. The port itself has both in its accessible name.
 */
export function PortLabel(props: {
  readonly name: string;
  readonly types: readonly PortType[];
  readonly side: Side;
}) {
  const { name, types, side } = props;
  return (
    <span
      ref={(label) => {
        if (label) showBeside(label, side);
      }}
      popover="manual"
      className={styles['label']}
      aria-hidden="true"
    >
      {types[0] && <Shape type={types[0]} />}
      {name}
      <small>{types.length > 2 ? 'any stream' : types.join(', ')}</small>
    </span>
  );
}

function showBeside(label: HTMLElement, side: Side): void {
  const port = label.parentElement?.getBoundingClientRect();
  if (!port) return;
  label.showPopover();
  const { width, height } = label.getBoundingClientRect();
  const centre = port.left + port.width / 2;
  const left = side === 'in' ? centre - DISTANCE - width : centre + DISTANCE;
  label.style.left = `${Math.round(left)}px`;
  label.style.top = `${Math.round(port.top + (port.height - height) / 2)}px`;
}
