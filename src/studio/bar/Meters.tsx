import { formatMs, formatShare } from '#studio/format.ts';
import { isLive } from '#studio/run/runStates.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import { useShallow } from 'zustand/react/shallow';
import styles from './Meters.module.css';

/** Latency from capture to sink, and how busy the workers are. Nothing while nothing runs. */
export function Meters() {
  const [latency, load, workers] = useRuntime(
    useShallow(({ snapshot }): readonly [string | undefined, string | undefined, number] => {
      if (!snapshot || !isLive(snapshot.state)) return [undefined, undefined, 0];
      const { latencyMs, workers: shares } = snapshot;
      const busy = shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
      return [
        latencyMs === undefined ? undefined : formatMs(latencyMs, 0),
        formatShare(busy),
        shares.length,
      ];
    }),
  );
  if (load === undefined) return undefined;
  return (
    <div className={styles['meters']}>
      {latency && (
        <span data-tip="From capture to the slowest sink">
          <b>{latency}</b> latency
        </span>
      )}
      <span data-tip="Share of time the engine's workers compute">
        <b>{load}</b> of {workers} {workers === 1 ? 'worker' : 'workers'}
      </span>
    </div>
  );
}
