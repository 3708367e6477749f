import type { RunMode } from '#engine/engine.ts';
import { useRunActions } from '#studio/run/runActions.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import styles from './RunGroup.module.css';

const MODES: readonly { readonly mode: RunMode; readonly title: string; readonly tip: string }[] = [
  {
    mode: 'live',
    title: 'Live',
    tip: 'As fast as the source goes; drops what is too much and counts it',
  },
  { mode: 'batch', title: 'Batch', tip: 'As fast as it can, drops nothing; every source must end' },
];

/** How the next run is paced. Not part of the document. */
export function ModeSwitch() {
  const chosen = useRuntime((runtime) => runtime.mode);
  const { setMode } = useRunActions();
  return (
    <div className={`${styles['group']} ${styles['segment']}`} role="radiogroup" aria-label="Mode">
      {MODES.map(({ mode, title, tip }) => (
        <button
          key={mode}
          type="button"
          role="radio"
          aria-checked={mode === chosen}
          data-tip={tip}
          onClick={() => setMode(mode)}
        >
          {title}
        </button>
      ))}
    </div>
  );
}
