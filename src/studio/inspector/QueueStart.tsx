import { MAX_CAPACITY, MAX_QUEUE_SECONDS } from '#pipeline/limits.ts';
import type { EdgeQueue } from '#pipeline/pipeline.ts';
import type { QueueSettings } from '#stream/queueSettings.ts';
import { LimitField } from './LimitField.tsx';
import styles from './Panel.module.css';
import rowStyles from './ParamRow.module.css';

/** How much has to wait before a queue is read, and what becomes of what waits at the end. */
export function QueueStart({
  limits,
  flushOnEnd,
  onChange,
}: {
  readonly limits: QueueSettings;
  /** As the document says; batch gives nothing up. */
  readonly flushOnEnd: boolean;
  onChange<F extends 'leastChunks' | 'leastSeconds' | 'flushOnEnd'>(
    field: F,
    value: EdgeQueue[F] | undefined,
  ): void;
}) {
  const { leastChunks, leastSeconds } = limits;
  return (
    <>
      <LimitField
        label="Start at"
        tip="Nothing is taken before so many chunks wait, and again after it ran empty"
        unit={leastChunks === 1 ? 'chunk' : 'chunks'}
        value={leastChunks || Infinity}
        min={1}
        max={Math.min(MAX_CAPACITY, limits.capacity)}
        onChange={(value) => onChange('leastChunks', value)}
      />
      <LimitField
        label="Start after"
        tip="Nothing is taken before so much of the stream waits, and again after it ran empty"
        unit="s"
        decimals={2}
        value={leastSeconds || Infinity}
        min={0.001}
        max={Math.min(MAX_QUEUE_SECONDS, limits.seconds)}
        onChange={(value) => onChange('leastSeconds', value)}
      />
      <div className={styles['row']}>
        <span data-tip="What still waits when the stream ends is given up, and counted">
          Give up at the end
        </span>
        <input
          type="checkbox"
          role="switch"
          className={rowStyles['switch']}
          aria-label="Give up at the end"
          checked={flushOnEnd}
          onChange={(event) => onChange('flushOnEnd', event.currentTarget.checked || undefined)}
        />
      </div>
    </>
  );
}
