import { nodeSize } from '#studio/node/nodeGeometry.ts';
import { GRIP } from '#studio/canvas/places.ts';
import { canvasView } from '#studio/canvas/view.ts';
import { Glyph } from '#studio/icons/Glyph.tsx';
import { useServices } from '#studio/services.ts';
import { useUi } from '#studio/store/uiStore.ts';
import { createPortal } from 'react-dom';
import styles from './Ghost.module.css';

/** The node to be, under the pointer that drags an operator, in the size it will have. */
export function Ghost() {
  const placing = useUi((state) => state.placing);
  const { specOf } = useServices();
  const spec = placing && specOf(placing.operator);
  if (!spec) return undefined;
  const zoom = canvasView()?.flow.getZoom() ?? 1;
  const { width, well } = nodeSize(spec);
  const place = `translate(${placing.x}px, ${placing.y}px) scale(${zoom}) translate(${-GRIP.x}px, ${-GRIP.y}px)`;
  return createPortal(
    <div className={styles['ghost']} style={{ width, transform: place }} aria-hidden="true">
      <div className={styles['header']}>
        <Glyph spec={spec} />
        <span>{spec.title}</span>
      </div>
      <div className={styles['well']} style={{ height: well }} />
    </div>,
    document.body,
  );
}
