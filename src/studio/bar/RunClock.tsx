import { formatClock } from '#studio/format.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import styles from './RunClock.module.css';

/** Run time, standing still while paused. */
export function RunClock() {
  const words = useRuntime(({ snapshot }) => formatClock(snapshot?.elapsedMs ?? 0, true));
  return (
    <span className={styles['clock']} role="timer" aria-label="Run time">
      {words}
    </span>
  );
}
