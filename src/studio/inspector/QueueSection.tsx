import { setQueue } from '#pipeline/edges.ts';
import { MAX_CAPACITY, MAX_QUEUE_BYTES, MAX_QUEUE_SECONDS } from '#pipeline/limits.ts';
import type { EdgeId, EdgeQueue } from '#pipeline/pipeline.ts';
import { Select } from '#studio/controls/Select.tsx';
import { isLive } from '#studio/run/runStates.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import {
  OVERFLOW_POLICIES,
  type OverflowPolicy,
  type QueueSettings,
} from '#stream/queueSettings.ts';
import { LimitField } from './LimitField.tsx';
import styles from './Panel.module.css';
import { QueueStart } from './QueueStart.tsx';

const POLICY_WORDS: Readonly<Record<OverflowPolicy, string>> = {
  block: 'Hold the sender',
  'drop-oldest': 'Drop the oldest',
  'drop-newest': 'Drop the newest',
  'keep-latest': 'Keep the latest only',
};

const MIB = 1024 * 1024;

/** What the queue of an edge takes and what it does when it is full. While running, both change at once. */
export function QueueSection(props: {
  readonly id: EdgeId;
  readonly queue: EdgeQueue | undefined;
  /** What counts where the edge would have a queue and the document says nothing. */
  readonly usual: QueueSettings;
}) {
  const { id, queue, usual } = props;
  const planned = useRuntime(({ queueOf }) => queueOf(id));
  const mode = useRuntime((state) => state.mode);
  const running = useRuntime(({ snapshot }) => {
    if (!isLive(snapshot?.state)) return 'off';
    return snapshot?.edges[id]?.limits ? 'queued' : 'called';
  });
  const limits = planned ?? { ...usual, ...queue };
  const overflow = queue?.overflow ?? limits.overflow;
  const latest = overflow === 'keep-latest';
  const set = (next: EdgeQueue | undefined): void =>
    documentStore.getState().edit((pipeline) => setQueue(pipeline, id, next));
  const change = <F extends keyof EdgeQueue>(field: F, value: EdgeQueue[F] | undefined): void => {
    const { [field]: _, ...others } = queue ?? {};
    set(value === undefined ? others : { ...others, [field]: value });
  };
  return (
    <section className={styles['section']} aria-label="Queue">
      <h3>
        Queue
        {queue && (
          <button type="button" className={styles['link']} onClick={() => set(undefined)}>
            Reset
          </button>
        )}
      </h3>
      <div className={styles['row']}>
        <span data-tip="What happens when the receiver does not keep up">When full</span>
        <Select
          label="When full"
          options={OVERFLOW_POLICIES.map((value) => ({ value, title: POLICY_WORDS[value] }))}
          value={overflow}
          onChange={(value) => set(withPolicy(queue, value as OverflowPolicy))}
        />
      </div>
      <LimitField
        label="Capacity"
        tip="Chunks that may wait"
        unit={limits.capacity === 1 || latest ? 'chunk' : 'chunks'}
        value={latest ? 1 : limits.capacity}
        min={1}
        max={MAX_CAPACITY}
        disabled={latest}
        onChange={(value) => change('capacity', value)}
      />
      <LimitField
        label="Memory"
        tip="Bytes that may wait; one chunk larger than this waits alone"
        unit="MiB"
        decimals={1}
        value={limits.bytes / MIB}
        min={1 / 1024}
        max={MAX_QUEUE_BYTES / MIB}
        onChange={(value) => change('bytes', value && Math.round(value * MIB))}
      />
      <LimitField
        label="Time"
        tip="How much of the stream may wait, from its oldest chunk to the end of its newest"
        unit="s"
        decimals={2}
        value={limits.seconds}
        min={0.001}
        max={MAX_QUEUE_SECONDS}
        onChange={(value) => change('seconds', value)}
      />
      <QueueStart limits={limits} flushOnEnd={queue?.flushOnEnd === true} onChange={change} />
      {queueNote(planned !== undefined, running, mode === 'batch') && (
        <p className={styles['note']}>
          {queueNote(planned !== undefined, running, mode === 'batch')}
        </p>
      )}
    </section>
  );
}

/** What is not to be seen from the fields. */
function queueNote(
  planned: boolean,
  running: 'off' | 'queued' | 'called',
  batch: boolean,
): string | undefined {
  if (batch) {
    return 'A batch run holds the sender and gives nothing up, whatever is chosen here.';
  }
  if (running === 'called' || !planned) {
    const restart = running === 'off' ? '' : ' That starts the run anew.';
    return `Both nodes share a task: chunks are handed on directly. A queue of its own splits the task here.${restart}`;
  }
  return running === 'queued' ? 'Changes take effect at once, without a restart.' : undefined;
}

/** `keep-latest` always has a capacity of 1, so none is said with it. */
function withPolicy(queue: EdgeQueue | undefined, overflow: OverflowPolicy): EdgeQueue {
  const { capacity, ...others } = queue ?? {};
  const kept = overflow === 'keep-latest' || capacity === undefined ? {} : { capacity };
  return { ...others, ...kept, overflow };
}
