const KEY = 'millrace.running';
/** A run that lasts so long has not brought the page down. In ms. */
const HEALTHY_AFTER = 10_000;
/** So many pages that went down while running, so close together, are a loop. */
const CRASHES = 2;
const WITHIN = 60_000;

/**
 * True if starting by itself is likely to bring the page down again: the last ones went down in the middle of
 * a run. `marks` are the times at which runs began that never ended well, in ms.
 */
export function isCrashLoop(marks: readonly number[], now: number): boolean {
  return marks.filter((mark) => now - mark < WITHIN).length >= CRASHES;
}

/** The marks that earlier pages left. */
export function crashMarks(): readonly number[] {
  try {
    const marks: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(marks) ? marks.filter((mark) => typeof mark === 'number') : [];
  } catch {
    return [];
  }
}

/** Leaves a mark that goes once the run has proved healthy, or the page is left in an orderly way. */
export function markRun(): void {
  const before = crashMarks().slice(-CRASHES);
  write([...before, Date.now()]);
  setTimeout(() => write([]), HEALTHY_AFTER);
  addEventListener('pagehide', () => write(before), { once: true });
}

function write(marks: readonly number[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(marks));
  } catch {
    // Without storage a loop is not noticed; the user can still open the page with `?safe`.
  }
}
