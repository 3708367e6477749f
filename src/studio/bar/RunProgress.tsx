import { formatDuration, formatShare } from '#studio/format.ts';
import { isLive } from '#studio/run/runStates.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import { useShallow } from 'zustand/react/shallow';
import styles from './RunProgress.module.css';

/** How far a run is that is not paced, and how long it still takes. Nothing where no source knows its end. */
export function RunProgress() {
  const progress = useRuntime(
    useShallow(({ snapshot, mode }) => {
      if (mode === 'live' || !isLive(snapshot?.state) || !snapshot?.progress) return undefined;
      const { share, leftMs } = snapshot.progress;
      return { share, left: leftMs === undefined ? undefined : formatDuration(leftMs) };
    }),
  );
  if (!progress) return undefined;
  const percent = Math.floor(progress.share * 100);
  return (
    <span
      className={styles['progress']}
      role="progressbar"
      aria-label="Progress of the run"
      aria-valuenow={percent}
    >
      <span className={styles['bar']}>
        <i style={{ width: `${progress.share * 100}%` }} />
      </span>
      {formatShare(percent / 100)}
      {progress.left && <span className={styles['left']}>{progress.left} left</span>}
    </span>
  );
}
