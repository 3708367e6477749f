/**
 * What a stream gives, until it ends or `signal` aborts. The stream is cancelled on every way out; a
 * chunk that was yielded belongs to the caller.
 */
export async function* readUntil<T>(
  stream: ReadableStream<T>,
  signal: AbortSignal,
): AsyncGenerator<T, void, void> {
  const reader = stream.getReader();
  // Cancelling ends the pending read. A stream that had failed already says so there, not here.
  const cancel = (): Promise<void> => reader.cancel(signal.reason).catch(() => undefined);
  const abort = (): void => void cancel();
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    signal.removeEventListener('abort', abort);
    await cancel();
  }
}
