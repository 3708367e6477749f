import { useDocumentActions } from '#studio/document/documentActions.ts';
import { useDocument } from '#studio/store/documentStore.ts';
import { useEffect, useState } from 'react';
import styles from './SaveWords.module.css';

/** How far the autosave is, in words; where it cannot save, a download beside the reason. */
export function SaveWords() {
  const save = useDocument((state) => state.save);
  const { exportJson } = useDocumentActions();
  switch (save.kind) {
    case 'saved':
      return <SavedAgo key={save.at} at={save.at} />;
    case 'saving':
      return (
        <span className={styles['words']} role="status">
          Saving…
        </span>
      );
    case 'failed':
      return (
        <span className={styles['failed']} role="alert">
          {save.message}
          <button type="button" className={styles['download']} onClick={exportJson}>
            Download
          </button>
        </span>
      );
  }
}

/** Counts on, once a second. */
function SavedAgo({ at }: { readonly at: number }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const ago = agoWords(now - at);
  return (
    <span className={styles['words']}>
      Saved{ago && <span className={styles['ago']}> {ago}</span>}
    </span>
  );
}

/** `2 s ago`, so many ms after; nothing within the second and after a day. */
function agoWords(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 1) return '';
  if (seconds < 60) return `${seconds} s ago`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ago` : '';
}
