/** A span of event time from `start` to just before `end`, integers of one unit: µs for chunks. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

/** Gives the windows that an element at `timestamp` falls into; none where windows leave gaps. */
export type AssignWindows = (timestamp: number) => readonly Window[];

/** The last timestamp that lies inside: also that of the window's result. */
export function lastOf({ end }: Window): number {
  return end - 1;
}

/**
 * Start of the window of `size` that holds `timestamp`. Windows lie at multiples of the size, moved by
 * `offset`, also before 0 (Flink, TimeWindow.getWindowStartWithOffset).
 */
export function windowStart(timestamp: number, size: number, offset = 0): number {
  const rest = (timestamp - offset) % size;
  return timestamp - (rest < 0 ? rest + size : rest);
}

/** Windows of `size` side by side. */
export function tumbling(size: number, offset = 0): AssignWindows {
  return (timestamp) => {
    const start = windowStart(timestamp, size, offset);
    return [{ start, end: start + size }];
  };
}

/** A window of `size` every `slide`, the latest first. */
export function sliding(size: number, slide: number, offset = 0): AssignWindows {
  return (timestamp) => {
    const windows: Window[] = [];
    for (let at = windowStart(timestamp, slide, offset); at > timestamp - size; at -= slide) {
      windows.push({ start: at, end: at + size });
    }
    return windows;
  };
}

/** A window that ends `gap` after the element; windows that touch are one (see `joinSessions`). */
export function session(gap: number): AssignWindows {
  return (timestamp) => [{ start: timestamp, end: timestamp + gap }];
}

/** True if the two touch or overlap: elements just `gap` apart are in one session (Flink, TimeWindow.intersects). */
export function touches(a: Window, b: Window): boolean {
  return a.start <= b.end && a.end >= b.start;
}

/** The span of both. */
export function cover(a: Window, b: Window): Window {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}
