import type { Chunk } from '#stream/chunk.ts';
import type { DropReason } from '#stream/dropReason.ts';
import type { Bound } from '#stream/micros.ts';
import type { EdgeId, NodeId } from '#pipeline/pipeline.ts';
import type { QueueSettings } from '#stream/queueSettings.ts';
import type { EdgeReading, Need } from '#engine/protocol.ts';

/** The sending end of one edge, as an output sees it. */
export interface Link {
  readonly edge: EdgeId;
  /** The node that takes from it. */
  readonly to: NodeId;
  /** True while it takes nothing more without waiting or dropping. */
  readonly full: boolean;
  /** Called with what the other end says it needs, against the way of the chunks. */
  onNeed: ((need: Need) => void) | undefined;
  /** Hands a chunk over. The caller holds the payload until this returns or its promise settles. A promise is back pressure. */
  accept(chunk: Chunk): void | Promise<void>;
  /** Nothing below `bound` will come any more. */
  advance(bound: Bound): void | Promise<void>;
  /** Behind all that was said: nothing comes for a while, or something may again. */
  idle(isIdle: boolean): void;
  /** The stream has ended. */
  end(): void | Promise<void>;
  /** New limits and policy for what waits; whoever waits for room goes on if there is some now. */
  setQueue(settings: QueueSettings): void;
  /** Makes room for one chunk more than the full queue holds. */
  grow(): void;
  /** Gives up what waits, and whoever waits for room. */
  cancel(reason: DropReason): void;
  /** What this end counts. */
  read(now: number): EdgeReading;
}

/** Waits for both of two optional promises. */
export function both(a: void | Promise<void>, b: void | Promise<void>): void | Promise<void> {
  if (a === undefined) return b;
  if (b === undefined) return a;
  return Promise.all([a, b]).then(() => {});
}
