import type { Need } from '#engine/protocol.ts';
import type { Chunk } from '#stream/chunk.ts';
import type { Bound } from '#stream/micros.ts';

/** The sending end of the way to another worker. */
export interface ChannelSender {
  /** How many chunks may be sent now. */
  readonly credit: number;
  /** Called with what the receiver says it needs. */
  onNeed: ((need: Need) => void) | undefined;
  /** Sends a chunk for one credit. The caller's hold on the payload goes with it. */
  send(chunk: Chunk): void;
  /** Nothing below `bound` comes behind what was sent; `DONE` ends the stream. */
  tell(bound: Bound): void;
  /** Behind what was sent and told; a chunk or a bound takes it back. */
  tellIdle(isIdle: boolean): void;
  /** Chunks wait for credit: the callback given at the beginning is called once some has come. */
  awaitCredit(): void;
  close(): void;
}

/** What the receiving end of the way says. */
export interface ChannelListener {
  /** Held once, by whoever is called. */
  onChunk(chunk: Chunk): void;
  onBound(bound: Bound): void;
  /** The stream is idle behind all that was said, or no longer. */
  onIdle(isIdle: boolean): void;
  /** Everything that is known has been said. */
  onSettled(): void;
}

/** The receiving end. */
export interface ChannelReceiver {
  /** Gives one credit back: a chunk has left the queue. */
  grant(): void;
  /** Says what is needed, against the way of the chunks. */
  tellUp(need: Need): void;
  close(): void;
}
