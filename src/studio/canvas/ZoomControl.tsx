import { Icon } from '#studio/icons/Icon.tsx';
import { useReactFlow, useStore } from 'reactflow';
import { fitAll, fullSize } from './viewActions.ts';
import styles from './ZoomControl.module.css';

/** Zoom out, the zoom itself (press for 100 %), zoom in, fit all. */
export function ZoomControl() {
  const flow = useReactFlow();
  const percent = useStore(({ transform }) => Math.round(100 * transform[2]));
  return (
    <div className={styles['zoom']} role="group" aria-label="Zoom">
      <button
        type="button"
        aria-label="Zoom out"
        data-tip="Zoom out"
        onClick={() => void flow.zoomOut()}
      >
        <Icon name="minus" />
      </button>
      <button
        type="button"
        className={styles['percent']}
        aria-label={`Zoom ${percent} %, set to 100 %`}
        data-tip="Show at 100 %"
        data-keys="Digit0"
        onClick={fullSize}
      >
        {percent} %
      </button>
      <button
        type="button"
        aria-label="Zoom in"
        data-tip="Zoom in"
        onClick={() => void flow.zoomIn()}
      >
        <Icon name="plus" />
      </button>
      <button
        type="button"
        aria-label="Fit all"
        data-tip="Fit all"
        data-keys="Home"
        onClick={fitAll}
      >
        <Icon name="fit" />
      </button>
    </div>
  );
}
