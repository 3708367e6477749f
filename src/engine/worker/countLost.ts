import type { Chunk } from '#stream/chunk.ts';
import type { DropReason } from '#stream/dropReason.ts';
import type { NodeRuntime } from './nodeRuntime.ts';

/** Counts the chunks of calls that are given up, but those the calls dropped themselves. */
export function countLost(
  { env, dropped, calls }: Pick<NodeRuntime, 'env' | 'dropped' | 'calls'>,
  chunks: readonly Chunk[],
  reason: DropReason,
): void {
  const left = chunks.length - env.takeDropped();
  // A call may also have dropped what earlier calls held back, and had counted as processed.
  if (left > 0) dropped.add(reason, left);
  else calls.processed += left;
}
