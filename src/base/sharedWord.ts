type WaitAsync = (
  words: Int32Array,
  index: number,
  value: number,
) => { readonly async: true; readonly value: Promise<unknown> } | { readonly async: false };

/** In every home of ours, though not in the library of ECMAScript 2023 (it came with 2024). */
const { waitAsync } = Atomics as unknown as { readonly waitAsync?: WaitAsync };

/** True where a thread can wait for shared memory without standing still. */
export const canAwaitWords = waitAsync !== undefined;

/**
 * Calls back once word `index` is another than `value`, in a later turn; false if it is so already. The
 * event loop goes on meanwhile. `wakeWord` on the same word calls back too.
 */
export function onWordChange(
  words: Int32Array,
  index: number,
  value: number,
  call: () => void,
): boolean {
  const wait = waitAsync!(words, index, value);
  if (wait.async) void wait.value.then(call);
  return wait.async;
}

/** Wakes whoever waits for word `index`, in any thread. */
export function wakeWord(words: Int32Array, index: number): void {
  Atomics.notify(words, index);
}
