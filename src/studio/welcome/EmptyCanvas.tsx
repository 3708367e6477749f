import { useDocument } from '#studio/store/documentStore.ts';
import { uiStore, useUi } from '#studio/store/uiStore.ts';
import styles from './EmptyCanvas.module.css';

/** What belongs on an empty canvas, and how it gets there. Lets the pointer through to the canvas. */
export function EmptyCanvas() {
  const empty = useDocument((state) => state.pipeline.nodes.length === 0);
  const searching = useUi((state) => state.search !== undefined);
  if (!empty || searching) return undefined;
  const { set } = uiStore.getState();
  return (
    <div className={styles['empty']}>
      <p>
        Drag an operator here or click it, or press <kbd>/</kbd> to find one.
      </p>
      <p>
        Drop a video, a sound, a picture or a pipeline, or{' '}
        <button type="button" onClick={() => set({ dialog: 'examples' })}>
          open an example
        </button>
        .
      </p>
    </div>
  );
}
