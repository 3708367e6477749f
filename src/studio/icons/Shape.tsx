import type { PortType } from '#stream/payload.ts';
import styles from './Shape.module.css';

/** A payload type's shape in its colour, 10 px, to stand beside the type's name. */
export function Shape({ type }: { readonly type: PortType }) {
  return <i className={styles['shape']} data-type={type} aria-hidden="true" />;
}
