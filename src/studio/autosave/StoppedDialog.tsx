import { Dialog } from '#studio/controls/Dialog.tsx';
import { Button } from '#studio/controls/Button.tsx';
import { useRunActions } from '#studio/run/runActions.ts';
import { uiStore } from '#studio/store/uiStore.ts';
import styles from './StoppedDialog.module.css';

/** Says why the restored pipeline does not run. */
export function StoppedDialog() {
  const { start } = useRunActions();
  const close = (): void => uiStore.getState().set({ dialog: undefined });
  return (
    <Dialog title="Opened, but not started" width={440} onClose={close}>
      <p className={styles['words']}>
        This page went down twice within a minute while the pipeline ran, so it was opened stopped.
        Nothing is lost. Mute or remove what came last, or run it as it is.
      </p>
      <div className={styles['acts']}>
        <Button label="Keep it stopped" onClick={close}>
          Keep it stopped
        </Button>
        <Button
          label="Run it"
          icon="play"
          onClick={() => {
            close();
            void start();
          }}
        >
          Run it
        </Button>
      </div>
    </Dialog>
  );
}
