import { useDocumentActions } from '#studio/document/documentActions.ts';
import type { SaveState } from '#studio/store/documentState.ts';
import { useDocument } from '#studio/store/documentStore.ts';
import { useEffect, useState } from 'react';
import styles from './SaveWords.module.css';

/** How far the autosave is, in words; where it cannot save, a download beside the reason. */
export function SaveWords() {
  const save = useDocument((state) => state.save);
  const now = useSeconds(save.kind === 'saved');
  const { exportJson } = useDocumentActions();
  if (save.kind !== 'failed') {
    return (
      <span className={styles['words']} role="status" aria-label="Saved state">
        {saveWords(save, now)}
      </span>
    );
  }
  return (
    <span className={styles['failed']} role="alert">
      {save.message}
      <button type="button" className={styles['download']} onClick={exportJson}>
        Download
      </button>
    </span>
  );
}

/** `Saved 2 s ago`. Both times in ms since the epoch. */
export function saveWords(save: SaveState, now: number): string {
  if (save.kind === 'failed') return save.message;
  if (save.kind === 'saving') return 'Saving…';
  const seconds = Math.floor((now - save.at) / 1000);
  if (seconds < 1) return 'Saved';
  if (seconds < 60) return `Saved ${seconds} s ago`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `Saved ${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `Saved ${hours} h ago` : 'Saved';
}

/** The time, once a second while it is wanted. */
function useSeconds(wanted: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!wanted) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [wanted]);
  return now;
}
