import type { InputPort, OperatorSpec } from '#contract/spec.ts';
import { MAX_CAPACITY } from '#pipeline/limits.ts';
import type { EdgeQueue } from '#pipeline/pipeline.ts';
import type { PortType } from '#stream/payload.ts';
import { defaultQueue, type QueueSettings } from '#stream/queueSettings.ts';
import type { RunMode } from './engine.ts';

/** What an edge is, as far as its queue depends on it. */
interface QueuedEdge {
  readonly type: PortType;
  readonly sender: OperatorSpec;
  readonly input: InputPort;
  readonly loopback?: boolean;
  readonly mode: RunMode;
}

/**
 * Batch blocks everywhere. Else what a device sends is dropped at the entrance, the newest kept. A
 * loop-back that blocks takes as much as any queue may: its receiver can't make room while it sends.
 */
export function queueOf(
  said: EdgeQueue | undefined,
  { type, sender, input, loopback, mode }: QueuedEdge,
): QueueSettings {
  const overflow = said?.overflow ?? (sender.live ? 'drop-oldest' : 'block');
  const settings = defaultQueue(type, mode === 'batch' ? 'block' : overflow);
  if (loopback && settings.overflow === 'block') return { ...settings, capacity: MAX_CAPACITY };
  const usual = settings.overflow === 'keep-latest' ? undefined : input.capacity;
  return {
    ...settings,
    capacity: said?.capacity ?? usual ?? settings.capacity,
    bytes: said?.bytes ?? settings.bytes,
    seconds: said?.seconds ?? settings.seconds,
  };
}
