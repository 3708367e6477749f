/** Calls back once after so many ms of wall time. Returns how to call it off. */
export function startTimer(ms: number, call: () => void): () => void {
  const timer = setTimeout(call, ms);
  return () => clearTimeout(timer);
}

/** Resolves after so many ms of wall time. */
export async function later(ms: number): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** True if the promise settled within so many ms; a rejection is passed on. */
export async function within(promise: Promise<unknown>, ms: number): Promise<boolean> {
  let callOff: (() => void) | undefined;
  const late = new Promise<boolean>((resolve) => {
    callOff = startTimer(ms, () => resolve(false));
  });
  try {
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    callOff?.();
  }
}
