import type { RunMode } from '#engine/engine.ts';
import { Icon } from '#studio/icons/Icon.tsx';
import { useRunActions } from '#studio/run/runActions.ts';
import { MODE_WORDS } from '#studio/run/modeWords.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import { uiStore } from '#studio/store/uiStore.ts';
import styles from './RunGroup.module.css';

/** How runs are paced, and the door to what else can be chosen of them. Not part of the document. */
export function ModeSwitch() {
  const chosen = useRuntime((runtime) => runtime.mode);
  const { choose } = useRunActions();
  const modes: readonly RunMode[] = ['live', 'batch'];
  // The third is for tests, and is here only while it is on.
  const shown = modes.includes(chosen) ? modes : [...modes, chosen];
  return (
    <div className={`${styles['group']} ${styles['segment']}`}>
      <div className={styles['radios']} role="radiogroup" aria-label="Mode">
        {shown.map((mode) => (
          <button
            key={mode}
            type="button"
            role="radio"
            aria-checked={mode === chosen}
            data-tip={MODE_WORDS[mode].doc}
            onClick={() => choose({ mode })}
          >
            {MODE_WORDS[mode].title}
          </button>
        ))}
      </div>
      <button
        type="button"
        className={styles['options']}
        aria-label="Run options"
        data-tip="Run options: mode, seed, workers"
        data-keys="$mod+Shift+Enter"
        onClick={() => uiStore.getState().set({ dialog: 'run' })}
      >
        <Icon name="chevron-down" size={12} />
      </button>
    </div>
  );
}
