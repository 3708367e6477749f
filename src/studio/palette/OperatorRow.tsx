import type { OperatorSpec } from '#contract/spec.ts';
import { addInSight } from '#studio/canvas/addOperator.ts';
import { canvasView } from '#studio/canvas/view.ts';
import { Glyph } from '#studio/icons/Glyph.tsx';
import { useRef } from 'react';
import styles from './Palette.module.css';
import { holdOperator } from './placing.ts';

/** One operator: drag it onto the canvas, or click it to add it where there is room. */
export function OperatorRow(props: {
  readonly spec: OperatorSpec;
  /** Set in the list of those used lately, where a second row has the plain name. */
  readonly isRecent?: boolean;
  /** Called when the row is being dragged. */
  readonly onDrag?: () => void;
  /** Called when a node was added. */
  readonly onAdd?: () => void;
}) {
  const { spec, isRecent, onDrag, onAdd } = props;
  const wasDragged = useRef(false);
  function add(): void {
    const view = canvasView();
    if (!view) return;
    addInSight(view, spec);
    onAdd?.();
  }
  return (
    <li>
      <button
        type="button"
        className={styles['row']}
        aria-label={isRecent ? `${spec.title}, used lately` : spec.title}
        data-tip={spec.doc}
        onPointerDown={(event) => {
          wasDragged.current = false;
          holdOperator(event, spec, () => {
            wasDragged.current = true;
            onDrag?.();
          });
        }}
        // A double-click adds once; a drag that comes back to its row adds nothing. The keyboard counts no clicks.
        onClick={({ detail }) => (detail === 0 || (detail === 1 && !wasDragged.current)) && add()}
      >
        <Glyph spec={spec} />
        <span>{spec.title}</span>
      </button>
    </li>
  );
}
