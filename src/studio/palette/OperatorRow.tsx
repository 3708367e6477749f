import type { OperatorSpec } from '#contract/spec.ts';
import { addAtCentre } from '#studio/canvas/addOperator.ts';
import { canvasView } from '#studio/canvas/view.ts';
import { Glyph } from '#studio/icons/Glyph.tsx';
import styles from './Palette.module.css';
import { holdOperator } from './placing.ts';

/** One operator: drag it onto the canvas, or press Enter or double-click to add it in the middle. */
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
  function add(): void {
    const view = canvasView();
    if (!view) return;
    addAtCentre(view, spec);
    onAdd?.();
  }
  return (
    <li>
      <button
        type="button"
        className={styles['row']}
        aria-label={isRecent ? `${spec.title}, used lately` : spec.title}
        data-tip={spec.doc}
        onPointerDown={(event) => holdOperator(event, spec, onDrag)}
        // A press that came from the keyboard or an assistive tool counts no clicks.
        onClick={({ detail }) => detail === 0 && add()}
        onDoubleClick={add}
      >
        <Glyph spec={spec} />
        <span>{spec.title}</span>
      </button>
    </li>
  );
}
