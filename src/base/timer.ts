/** Calls back once after so many ms. Returns how to call it off. */
export type StartTimer = (ms: number, call: () => void) => () => void;

/** By wall time. */
export const startTimer: StartTimer = (ms, call) => {
  const timer = setTimeout(call, ms);
  return () => clearTimeout(timer);
};

/** Resolves after so many ms. */
export async function later(start: StartTimer, ms: number): Promise<void> {
  await new Promise<void>((resolve) => {
    start(ms, resolve);
  });
}

/** True if the promise settled within so many ms; a rejection is passed on. */
export async function within(
  start: StartTimer,
  promise: Promise<unknown>,
  ms: number,
): Promise<boolean> {
  let callOff: (() => void) | undefined;
  const late = new Promise<boolean>((resolve) => {
    callOff = start(ms, () => resolve(false));
  });
  try {
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    callOff?.();
  }
}
