import { Button } from '#studio/controls/Button.tsx';
import { useDocumentActions } from '#studio/document/documentActions.ts';
import { Icon } from '#studio/icons/Icon.tsx';
import { documentStore, useDocument } from '#studio/store/documentStore.ts';
import { uiStore } from '#studio/store/uiStore.ts';
import { DocumentName } from './DocumentName.tsx';
import { IssueCount } from './IssueCount.tsx';
import { MainMenu } from './MainMenu.tsx';
import { Meters } from './Meters.tsx';
import { ModeSwitch } from './ModeSwitch.tsx';
import { RunClock } from './RunClock.tsx';
import { RunGroup } from './RunGroup.tsx';
import { SaveWords } from './SaveWords.tsx';
import { ThemeMenu } from './ThemeMenu.tsx';
import { RunProgress } from './RunProgress.tsx';
import styles from './TopBar.module.css';

/** Document at the left, run in the middle, machine and export at the right. */
export function TopBar() {
  const { exportJson } = useDocumentActions();
  return (
    <header className={styles['bar']}>
      <div className={styles['side']}>
        <MainMenu />
        <div className={styles['file']}>
          <DocumentName />
          <SaveWords />
        </div>
        <i className={styles['rule']} />
        <UndoButtons />
      </div>
      <div className={styles['side']}>
        <RunGroup />
        <ModeSwitch />
        <RunClock />
        <RunProgress />
        <IssueCount />
      </div>
      <div className={`${styles['side']} ${styles['right']}`}>
        <Meters />
        <i className={`${styles['rule']} ${styles['wide']}`} />
        <Button
          label="Keyboard shortcuts"
          icon="help"
          look="plain"
          keys="Shift+Slash"
          onClick={() => uiStore.getState().set({ dialog: 'shortcuts' })}
        />
        <ThemeMenu />
        <button
          type="button"
          className={styles['export']}
          aria-label="Export JSON"
          data-tip="Download this pipeline as JSON"
          data-keys="$mod+Shift+KeyE"
          onClick={exportJson}
        >
          <Icon name="export" />
          <span>
            Export<span className={styles['wide']}> JSON</span>
          </span>
        </button>
      </div>
    </header>
  );
}

function UndoButtons() {
  const canUndo = useDocument((state) => state.past.length > 0);
  const canRedo = useDocument((state) => state.future.length > 0);
  const { undo, redo } = documentStore.getState();
  return (
    <>
      <Button
        label="Undo"
        icon="undo"
        look="plain"
        keys="$mod+KeyZ"
        disabled={!canUndo}
        onClick={undo}
      />
      <Button
        label="Redo"
        icon="redo"
        look="plain"
        keys="$mod+Shift+KeyZ"
        disabled={!canRedo}
        onClick={redo}
      />
    </>
  );
}
