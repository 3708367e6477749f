import { RUN_MODES } from '#engine/engine.ts';
import { Dialog } from '#studio/controls/Dialog.tsx';
import { Select } from '#studio/controls/Select.tsx';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import { uiStore } from '#studio/store/uiStore.ts';
import { useShallow } from 'zustand/react/shallow';
import { MAX_SEED } from './keepRunOptions.ts';
import { MODE_WORDS } from './modeWords.ts';
import { useRunActions } from './runActions.ts';
import styles from './RunDialog.module.css';

/** Everything that can be chosen of a run. None of it is saved with the pipeline. */
export function RunDialog() {
  const { choose } = useRunActions();
  const { mode, seed, workers, mostWorkers } = useRuntime(
    useShallow(({ mode: m, seed: s, workers: w, mostWorkers: most }) => {
      return { mode: m, seed: s, workers: w, mostWorkers: most };
    }),
  );
  return (
    <Dialog
      title="Run options"
      doc="They are kept in this browser, not in the pipeline. A run that is on starts anew."
      width={440}
      onClose={() => uiStore.getState().set({ dialog: undefined })}
    >
      <div className={styles['body']}>
        <div className={styles['modes']} role="radiogroup" aria-label="Mode of the run">
          {RUN_MODES.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="run-mode"
                checked={one === mode}
                onChange={() => choose({ mode: one })}
              />
              <span>
                <b>{MODE_WORDS[one].title}</b>
                {MODE_WORDS[one].doc}
              </span>
            </label>
          ))}
        </div>
        <div className={styles['row']}>
          <label htmlFor="run-seed">
            <b>Seed</b>
            The same seed gives the same noise and the same choices.
          </label>
          <input
            id="run-seed"
            type="number"
            min={0}
            max={MAX_SEED}
            defaultValue={seed}
            onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
            onBlur={(event) => {
              const typed = Math.round(event.currentTarget.valueAsNumber);
              const next = Number.isFinite(typed) ? Math.min(MAX_SEED, Math.max(0, typed)) : seed;
              event.currentTarget.value = String(next);
              if (next !== seed) choose({ seed: next });
            }}
          />
        </div>
        <div className={styles['row']}>
          <span>
            <b>Workers</b>
            Threads that share the work. A batch run gives the same with any number.
          </span>
          <Select
            label="Workers"
            options={Array.from({ length: mostWorkers }, (_, index) => {
              return { value: String(index + 1), title: String(index + 1) };
            })}
            value={String(workers)}
            onChange={(value) => choose({ workers: Number(value) })}
          />
        </div>
      </div>
    </Dialog>
  );
}
