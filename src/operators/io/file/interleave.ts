/** Something with a time that must be closed by whoever holds it. */
export interface Timed {
  /** In any unit, the same for all. */
  readonly timestamp: number;
  close(): void;
}

/**
 * Several streams as one, lowest timestamp first; of equal ones the stream named first. Holds one
 * element of each stream. What was not yielded is closed on every way out, and all streams are ended.
 */
export async function* interleave<T extends Timed>(
  streams: readonly AsyncGenerator<T, void, void>[],
): AsyncGenerator<T, void, void> {
  const heads = new Map<AsyncGenerator<T, void, void>, T>();
  const pull = async (stream: AsyncGenerator<T, void, void>): Promise<void> => {
    const next = await stream.next();
    if (next.done) heads.delete(stream);
    else heads.set(stream, next.value);
  };
  try {
    for (const stream of streams) await pull(stream);
    for (;;) {
      const first = earliest(heads, streams);
      if (!first) return;
      const head = heads.get(first)!;
      heads.delete(first);
      yield head;
      await pull(first);
    }
  } finally {
    for (const head of heads.values()) head.close();
    await Promise.all(streams.map((stream) => stream.return()));
  }
}

function earliest<T extends Timed, S>(
  heads: ReadonlyMap<S, T>,
  streams: readonly S[],
): S | undefined {
  let best: S | undefined;
  for (const stream of streams) {
    const head = heads.get(stream);
    if (!head) continue;
    if (best === undefined || head.timestamp < heads.get(best)!.timestamp) best = stream;
  }
  return best;
}
