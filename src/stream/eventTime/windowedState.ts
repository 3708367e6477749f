import { type AssignWindows, cover, lastOf, touches, type Window } from './window.ts';

/** How the elements of a window become one result, without keeping them. */
export interface Aggregate<In, Acc> {
  create(): Acc;
  /** May change and return `acc`. */
  add(acc: Acc, element: In, timestamp: number): Acc;
  /** The two as one, for sessions that grow together. May change and return either. */
  merge(a: Acc, b: Acc): Acc;
}

/** What a window holds when it fires. A late element makes it fire again, with all that it holds by then. */
export interface Pane<Acc> {
  readonly window: Window;
  readonly contents: Acc;
  /** 0 the first time, one more each time after. */
  readonly index: number;
}

/** How elements are gathered into windows. */
export interface WindowRules<In, Acc> {
  readonly assign: AssignWindows;
  /** True for sessions: windows that touch become one. */
  readonly merging?: boolean;
  /** How long after its end a window still takes elements; 0 if left out, may be infinite. */
  readonly lateness?: number;
  readonly aggregate: Aggregate<In, Acc>;
}

interface Open<Acc> {
  window: Window;
  acc: Acc;
  panes: number;
}

/**
 * The windows of one stream that are still open, with their contents. A window fires once the watermark
 * has reached its last timestamp, and is forgotten `lateness` after that (Flink, WindowOperator with
 * EventTimeTrigger: the comparison is ≤ there too). Elements may come in any order.
 */
export class WindowedState<In, Acc> {
  readonly #rules: WindowRules<In, Acc>;
  readonly #lateness: number;
  readonly #open: Open<Acc>[] = [];
  #watermark = -Infinity;
  /** Elements that no window took: all of theirs were forgotten already. */
  lateDropped = 0;
  /** Windows that did not take an element which others still took. */
  skipped = 0;

  constructor(rules: WindowRules<In, Acc>) {
    this.#rules = rules;
    this.#lateness = rules.lateness ?? 0;
  }

  /** Adds an element. Returns what fires at once, for a window that has fired before. */
  add(timestamp: number, element: In): readonly Pane<Acc>[] {
    const fired: Pane<Acc>[] = [];
    let taken = 0;
    let refused = 0;
    for (const window of this.#rules.assign(timestamp)) {
      const open = this.#windowFor(window);
      if (!open) {
        refused += 1;
        continue;
      }
      taken += 1;
      open.acc = this.#rules.aggregate.add(open.acc, element, timestamp);
      if (lastOf(open.window) <= this.#watermark) fired.push(this.#fire(open));
    }
    if (taken > 0) this.skipped += refused;
    else if (refused > 0) this.lateDropped += 1;
    return fired;
  }

  /** Nothing at or before `watermark` is on time any more. Returns what fires, by end; a lower one changes nothing. */
  advance(watermark: number): readonly Pane<Acc>[] {
    if (watermark <= this.#watermark) return [];
    const before = this.#watermark;
    this.#watermark = watermark;
    const due = this.#open
      .filter(({ window }) => lastOf(window) > before && lastOf(window) <= watermark)
      .toSorted((a, b) => a.window.end - b.window.end || a.window.start - b.window.start);
    const fired = due.map((open) => this.#fire(open));
    this.#forget();
    return fired;
  }

  /** The last timestamp of the window that ends first among those still to fire; infinite if there is none. */
  get nextDue(): number {
    let next = Infinity;
    for (const { window } of this.#open) {
      if (lastOf(window) > this.#watermark) next = Math.min(next, lastOf(window));
    }
    return next;
  }

  /** Windows that hold something. */
  get size(): number {
    return this.#open.length;
  }

  /** The window to add to, merged where that is due; undefined if it is forgotten. */
  #windowFor(window: Window): Open<Acc> | undefined {
    return this.#rules.merging ? this.#session(window) : this.#fixed(window);
  }

  #fixed(window: Window): Open<Acc> | undefined {
    const known = this.#open.find(
      (open) => open.window.start === window.start && open.window.end === window.end,
    );
    return known ?? (this.#isForgotten(window) ? undefined : this.#begin(window));
  }

  /** Whether a session is too late is asked of what it becomes: an element may bridge into one still open. */
  #session(window: Window): Open<Acc> | undefined {
    let whole = window;
    for (const open of this.#open)
      if (touches(open.window, window)) whole = cover(whole, open.window);
    if (this.#isForgotten(whole)) return undefined;
    const parts = this.#open.filter((open) => touches(open.window, window));
    const [first, ...others] = parts;
    if (!first) return this.#begin(window);
    for (const other of others) {
      first.acc = this.#rules.aggregate.merge(first.acc, other.acc);
      first.panes = Math.max(first.panes, other.panes);
      this.#open.splice(this.#open.indexOf(other), 1);
    }
    first.window = whole;
    return first;
  }

  #begin(window: Window): Open<Acc> {
    const open = { window, acc: this.#rules.aggregate.create(), panes: 0 };
    this.#open.push(open);
    return open;
  }

  #fire(open: Open<Acc>): Pane<Acc> {
    const pane = { window: open.window, contents: open.acc, index: open.panes };
    open.panes += 1;
    return pane;
  }

  #isForgotten(window: Window): boolean {
    return lastOf(window) + this.#lateness <= this.#watermark;
  }

  #forget(): void {
    for (let i = this.#open.length - 1; i >= 0; i--) {
      if (this.#isForgotten(this.#open[i]!.window)) this.#open.splice(i, 1);
    }
  }
}
