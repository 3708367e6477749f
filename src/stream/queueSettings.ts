import type { PortType } from './payload.ts';

/** What a full queue does: hold the sender, or lose the oldest, the newest, or all but the newest. */
export const OVERFLOW_POLICIES = ['block', 'drop-oldest', 'drop-newest', 'keep-latest'] as const;

/** One of the overflow policies. */
export type OverflowPolicy = (typeof OVERFLOW_POLICIES)[number];

/** Limits of one edge's queue. Full as soon as any limit is reached; one chunk over a limit is admitted alone. */
export interface QueueSettings {
  readonly overflow: OverflowPolicy;
  /** In chunks, 1 to 10 000; always 1 with `keep-latest`. */
  readonly capacity: number;
  /** In bytes. */
  readonly bytes: number;
  /** Stream time from the oldest chunk to the end of the newest, in seconds; Infinity where it does not matter. */
  readonly seconds: number;
  /**
   * Nothing is taken before so many chunks wait, and so much stream time in seconds; then until it runs empty. The
   * end, or a full queue, ends the wait too. 0 where it does not matter.
   */
  readonly leastChunks: number;
  readonly leastSeconds: number;
  /** True if what waits when the stream ends is given up. */
  readonly flushOnEnd: boolean;
}

/** Waits for nothing before it is read, and gives up nothing at the end. */
const PLAIN = { leastChunks: 0, leastSeconds: 0, flushOnEnd: false } as const;

/** 64 MiB: two 4K RGBA frames, or a minute of stereo sound. */
const DEFAULT_BYTES = 64 * 1024 * 1024;

const DEFAULT_CAPACITY: Partial<Record<PortType, number>> = { 'video/raw': 3, 'audio/pcm': 16 };

/** Limits of a queue that says nothing: 3 frames, 16 audio blocks, 16 of anything small; no time. */
export function defaultQueue(type: PortType, overflow: OverflowPolicy = 'block'): QueueSettings {
  const capacity = overflow === 'keep-latest' ? 1 : (DEFAULT_CAPACITY[type] ?? 16);
  return { overflow, capacity, bytes: DEFAULT_BYTES, seconds: Infinity, ...PLAIN };
}

/** Blocks, and is never full. */
export const UNLIMITED: QueueSettings = {
  overflow: 'block',
  capacity: Infinity,
  bytes: Infinity,
  seconds: Infinity,
  ...PLAIN,
};
