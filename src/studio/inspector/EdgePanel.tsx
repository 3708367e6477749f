import { mainTypeOf } from '#contract/spec.ts';
import { setQueue } from '#pipeline/edges.ts';
import { MAX_CAPACITY } from '#pipeline/limits.ts';
import { edgeId, type EdgeId, type EdgeQueue, findNode, splitPortRef } from '#pipeline/pipeline.ts';
import { portAt, titleOf } from '#pipeline/ports.ts';
import { Select } from '#studio/controls/Select.tsx';
import { Shape } from '#studio/icons/Shape.tsx';
import { useServices } from '#studio/services.ts';
import { documentStore, useDocument } from '#studio/store/documentStore.ts';
import { defaultQueue, OVERFLOW_POLICIES, type OverflowPolicy } from '#stream/queueSettings.ts';
import { EdgeFacts } from './EdgeFacts.tsx';
import { FindingCards } from './FindingCards.tsx';
import styles from './Panel.module.css';

const POLICY_WORDS: Readonly<Record<OverflowPolicy, string>> = {
  block: 'Hold the sender',
  'drop-oldest': 'Drop the oldest',
  'drop-newest': 'Drop the newest',
  'keep-latest': 'Keep the latest only',
};

/** One edge: what flows, how full its queue is, and what it does when full. */
export function EdgePanel({ id }: { readonly id: EdgeId }) {
  const { specOf } = useServices();
  const pipeline = useDocument((state) => state.pipeline);
  const edge = pipeline.edges.find((candidate) => edgeId(candidate) === id);
  if (!edge) return undefined;
  const port = portAt(pipeline, edge.from, 'out', specOf);
  const nameOf = (ref: typeof edge.from): string => {
    const { node: nodeId, port: name } = splitPortRef(ref);
    const node = findNode(pipeline, nodeId);
    return `${node ? titleOf(node, specOf) : nodeId} · ${name}`;
  };
  const type = port && mainTypeOf(port);
  return (
    <>
      <div className={styles['top']}>
        <div className={styles['title']}>
          {type && <Shape type={type} />}
          <h2>Edge</h2>
          <span className={styles['state']}>{type}</span>
        </div>
        <p className={styles['doc']}>
          {nameOf(edge.from)} to {nameOf(edge.to)}
        </p>
      </div>
      <FindingCards at={id} subject="this edge" />
      <QueueSection id={id} queue={edge.queue} capacity={type ? defaultQueue(type).capacity : 1} />
      <EdgeFacts id={id} />
    </>
  );
}

function QueueSection(props: {
  readonly id: EdgeId;
  readonly queue: EdgeQueue | undefined;
  /** What it is where the document says nothing. */
  readonly capacity: number;
}) {
  const { id, queue, capacity } = props;
  const latest = queue?.overflow === 'keep-latest';
  const set = (next: EdgeQueue | undefined): void =>
    documentStore.getState().edit((pipeline) => setQueue(pipeline, id, next));
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
          value={queue?.overflow ?? 'block'}
          onChange={(value) => set(withPolicy(queue, value as OverflowPolicy))}
        />
      </div>
      <div className={styles['row']}>
        <span data-tip={`Chunks that may wait, 1 to ${MAX_CAPACITY}`}>Capacity</span>
        <input
          key={`${queue?.capacity} ${latest}`}
          className={styles['number']}
          type="number"
          aria-label="Capacity"
          min={1}
          max={MAX_CAPACITY}
          disabled={latest}
          defaultValue={latest ? 1 : (queue?.capacity ?? capacity)}
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
          onBlur={(event) => {
            const typed = Math.round(event.currentTarget.valueAsNumber);
            if (!Number.isFinite(typed) || typed === (queue?.capacity ?? capacity)) return;
            set({ ...queue, capacity: Math.min(MAX_CAPACITY, Math.max(1, typed)) });
          }}
        />
      </div>
    </section>
  );
}

/** `keep-latest` always has a capacity of 1, so none is said with it. */
function withPolicy(queue: EdgeQueue | undefined, overflow: OverflowPolicy): EdgeQueue {
  return overflow === 'keep-latest' ? { overflow } : { ...queue, overflow };
}
