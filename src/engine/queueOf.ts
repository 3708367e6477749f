import type { OperatorSpec } from '#contract/spec.ts';
import { MAX_CAPACITY } from '#pipeline/limits.ts';
import type { EdgeQueue } from '#pipeline/pipeline.ts';
import type { PortType } from '#stream/payload.ts';
import { defaultQueue, type OverflowPolicy, type QueueSettings } from '#stream/queueSettings.ts';
import type { RunMode } from './engine.ts';

/** What an edge is, as far as its queue depends on it. */
interface QueuedEdge {
  readonly type: PortType;
  readonly sender: OperatorSpec;
  readonly receiver: OperatorSpec;
  readonly to: { readonly port: string };
  readonly loopback: boolean;
  /** True if what comes may have to wait for what comes beside it. */
  readonly joins: boolean;
  /** The most that any node of the run holds back before it sends the first. */
  readonly holds: number;
  readonly mode: RunMode;
}

/** The most chunks that any of those operators takes before it sends the first. */
export function holdsOf(specs: Iterable<OperatorSpec>): number {
  return Math.max(0, ...[...specs].map(({ holds = 0 }) => holds));
}

/**
 * Batch blocks everywhere. Else what a device sends is dropped at the entrance, the newest kept. A
 * loop-back that blocks takes as much as any queue may: its receiver can't make room while it sends.
 */
export function queueOf(said: EdgeQueue | undefined, edge: QueuedEdge): QueueSettings {
  const { type, sender, receiver, to, loopback, mode } = edge;
  const overflow = said?.overflow ?? (sender.live ? 'drop-oldest' : 'block');
  const settings = defaultQueue(type, mode === 'batch' ? 'block' : overflow);
  if (loopback && settings.overflow === 'block') return { ...settings, capacity: MAX_CAPACITY };
  const limits = {
    bytes: said?.bytes ?? settings.bytes,
    seconds: said?.seconds ?? settings.seconds,
    // Batch is to be over soon, with everything.
    ...(mode !== 'batch' && {
      leastChunks: said?.leastChunks ?? 0,
      leastSeconds: said?.leastSeconds ?? 0,
      flushOnEnd: said?.flushOnEnd ?? false,
    }),
  };
  if (settings.overflow === 'keep-latest') return { ...settings, ...limits };
  const capacity = said?.capacity ?? receiver.inputs[to.port]?.capacity ?? settings.capacity;
  const least = Math.max(leastOf(settings.overflow, edge), said?.leastChunks ?? 0);
  return { ...settings, ...limits, capacity: Math.max(capacity, least) };
}

/** What the receiver's policy needs, and before a join what may be held back beside it. */
function leastOf(overflow: OverflowPolicy, { receiver, holds, joins }: QueuedEdge): number {
  const { policy } = receiver;
  const trigger = policy?.kind === 'fixed-size' ? policy.trigger : 0;
  return Math.max(trigger, overflow === 'block' && joins ? holds : 0);
}
