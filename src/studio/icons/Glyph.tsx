import { assert } from '#base/assert.ts';
import type { OperatorSpec } from '#contract/spec.ts';
import { mainTypeOf } from '#contract/spec.ts';
import type { PortType } from '#stream/payload.ts';
import styles from './Glyph.module.css';

/** The type that colours an operator: of its main output; a sink has that of its input. */
export function glyphTypeOf(spec: OperatorSpec): PortType {
  const port = Object.values(spec.outputs)[0] ?? Object.values(spec.inputs)[0];
  assert(port, `The operator '${spec.id}' has no port.`);
  return mainTypeOf(port);
}

/** The glyph of an operator in the colour of its main type. Decorative: its title stands beside it. */
export function Glyph({
  spec,
  size = 16,
}: {
  readonly spec: OperatorSpec;
  readonly size?: number;
}) {
  return (
    <svg
      className={styles['glyph']}
      data-type={glyphTypeOf(spec)}
      viewBox="0 0 16 16"
      width={size}
      height={size}
      aria-hidden="true"
    >
      <path d={spec.glyph} />
    </svg>
  );
}
