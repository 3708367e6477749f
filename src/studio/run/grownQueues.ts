import { figure } from '#base/figures.ts';
import { GROWN_WHY, grownWords } from '#engine/grownWords.ts';
import type { RunSnapshot } from '#engine/snapshot.ts';
import { setQueue } from '#pipeline/edges.ts';
import type { QueueOf } from '#pipeline/latency/latencyBudget.ts';
import { MAX_CAPACITY, MAX_QUEUE_BYTES, MAX_QUEUE_SECONDS } from '#pipeline/limits.ts';
import type { Finding } from '#pipeline/lint/finding.ts';
import { edgeId, type EdgeId, type EdgeQueue, type Pipeline } from '#pipeline/pipeline.ts';
import type { QueueSettings } from '#stream/queueSettings.ts';

/**
 * Queues of a run that had to take more than the document gives them, each with a fix that gives them as much.
 * `queueOf` speaks for the document as it is now; `before`, the very same list, is given back while it still holds.
 */
export function grownQueues(
  snapshot: RunSnapshot | undefined,
  queueOf: QueueOf,
  before: readonly Finding[],
): readonly Finding[] {
  const found = Object.entries(snapshot?.edges ?? {}).flatMap(([id, { grownTo }]) => {
    const limits = grownTo && queueOf(id as EdgeId);
    const wider = limits && widerThan(limits, grownTo);
    return wider ? [findingOf(id as EdgeId, limits, grownTo, wider)] : [];
  });
  return sameWords(found, before) ? before : found;
}

function findingOf(
  edge: EdgeId,
  limits: QueueSettings,
  grownTo: QueueSettings,
  wider: EdgeQueue,
): Finding {
  const { capacity } = wider;
  return {
    rule: 'grown-queue',
    severity: 'warning',
    edge,
    title: `Queue grew ${grownWords(limits.capacity, grownTo)}`,
    message: GROWN_WHY,
    fix: {
      title: capacity === undefined ? 'Widen the queue' : `Let ${figure(capacity)} chunks wait`,
      apply: (pipeline) => widen(pipeline, edge, wider),
    },
  };
}

/** The limits that were too low, as they would be high enough; undefined if none was. */
function widerThan(limits: QueueSettings, grownTo: QueueSettings): EdgeQueue | undefined {
  const { capacity, bytes, seconds } = grownTo;
  const wider = {
    ...(capacity > limits.capacity && { capacity: Math.min(MAX_CAPACITY, capacity) }),
    ...(bytes > limits.bytes && { bytes: Math.min(MAX_QUEUE_BYTES, bytes) }),
    ...(seconds > limits.seconds && { seconds: Math.min(MAX_QUEUE_SECONDS, seconds) }),
  };
  return Object.keys(wider).length > 0 ? wider : undefined;
}

/** One that says it keeps the latest only would have no capacity to say. */
function widen(pipeline: Pipeline, id: EdgeId, wider: EdgeQueue): Pipeline {
  const said = pipeline.edges.find((edge) => edgeId(edge) === id)?.queue;
  const { overflow, ...limits } = said ?? {};
  const kept = overflow === undefined || overflow === 'keep-latest' ? {} : { overflow };
  return setQueue(pipeline, id, { ...kept, ...limits, ...wider });
}

function sameWords(some: readonly Finding[], others: readonly Finding[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ edge, title }, index) => {
      const other = others[index]!;
      return edge === other.edge && title === other.title;
    })
  );
}
