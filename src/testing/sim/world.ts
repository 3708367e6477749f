import type { SimPort } from './simPort.ts';
import type { SimThread } from './simThread.ts';

/** Where something happens: a thread, or a port that may have moved to another one meanwhile. */
export interface Place {
  readonly thread: SimThread;
}

interface Happening {
  at: number;
  readonly order: number;
  readonly place: Place;
  readonly call: () => void;
  isOff: boolean;
}

/** Somebody who waits for a word of shared memory. */
interface Waiter {
  readonly index: number;
  readonly place: Place;
  readonly call: () => void;
}

/** How long a wake takes to get to another thread, at most, in ms. */
const WAKE_MS = 0.3;

/** Happenings in one turn of Node's own event loop, which costs more than most of them. */
const PER_TURN = 64;

/** Sees what passes between threads. */
export interface WorldWatch {
  /** A message as it is posted, by whoever posts it. */
  posted(port: SimPort, data: unknown): void;
  /** A control message as it comes to a thread. */
  heard(message: unknown): void;
  /** Memory that several threads see, as somebody who changed it says so. */
  rung(words: Int32Array, index: number): void;
}

/** How a world came to a stop: as asked, or with nothing left to do, or after its time, or by thrown errors. */
export type Stop = 'met' | 'empty' | 'late';

/**
 * All that is going to happen, in order of virtual time. One thing happens at a time, with every microtask
 * that follows from it, on the thread of its place; a busy thread keeps what it is sent waiting.
 */
export class World {
  /** Uniform in [0, 1): every choice the world makes. */
  readonly random: () => number;
  /** Virtual time in ms, at the happening that goes on. */
  now = 0;
  /** How many things have happened. */
  count = 0;
  /** Whoever looks on; it changes nothing. */
  watch: WorldWatch | undefined;
  /** Errors that nobody caught, as sentences. */
  readonly uncaught: string[] = [];
  readonly #heap: Happening[] = [];
  readonly #ends: (() => void)[] = [];
  readonly #waiters = new WeakMap<ArrayBufferLike, Waiter[]>();
  #order = 0;
  #current: SimThread | undefined;

  constructor(random: () => number) {
    this.random = random;
  }

  /** Calls `end` once it is all over. */
  whenOver(end: () => void): void {
    this.#ends.push(end);
  }

  /** It is over: lets go of all that was to happen, since comlink never lets go of a port that leads here. */
  end(): void {
    this.#heap.length = 0;
    this.watch = undefined;
    for (const end of this.#ends.splice(0)) end();
  }

  /** How many things are still to happen. */
  get pending(): number {
    return this.#heap.filter(({ isOff, place }) => !isOff && place.thread.alive).length;
  }

  /** Has `call` happen at a virtual time. Returns how to call it off. */
  at(at: number, place: Place, call: () => void): () => void {
    const happening = { at, order: this.#order++, place, call, isOff: false };
    this.#push(happening);
    return () => {
      happening.isOff = true;
    };
  }

  /** Calls back once somebody wakes that word. */
  waitForWord(words: Int32Array, index: number, place: Place, call: () => void): void {
    const waiters = this.#waiters.get(words.buffer);
    const waiter = { index, place, call };
    if (waiters) waiters.push(waiter);
    else this.#waiters.set(words.buffer, [waiter]);
  }

  /** Wakes whoever waits for it, a little later. */
  wakeWord(words: Int32Array, index: number, at: number): void {
    this.watch?.rung(words, index);
    const waiters = this.#waiters.get(words.buffer) ?? [];
    for (const waiter of waiters.filter((one) => one.index === index)) {
      waiters.splice(waiters.indexOf(waiter), 1);
      this.at(at + this.random() * WAKE_MS, waiter.place, waiter.call);
    }
  }

  /** Lets things happen until `isMet`, for so many ms of virtual time at most. */
  async run(isMet: () => boolean, limit: number): Promise<Stop> {
    const end = this.now + limit;
    return new Promise((resolve) => {
      let stop: Stop | undefined;
      const turn = (): void => {
        if (stop) return;
        this.#current?.settle();
        this.#current = undefined;
        if (isMet()) stop = 'met';
        else if (this.now > end) stop = 'late';
        else if (!this.#happen()) stop = 'empty';
        if (stop) resolve(stop);
      };
      // Node runs all microtasks between two of these.
      const fill = (): void => {
        for (let i = 1; i < PER_TURN; i++) setImmediate(turn);
        setImmediate(() => {
          turn();
          if (!stop) fill();
        });
      };
      fill();
    });
  }

  /** False if nothing is left. */
  #happen(): boolean {
    for (;;) {
      const next = this.#pop();
      if (!next) return false;
      const { thread } = next.place;
      if (next.isOff || !thread.alive) continue;
      if (thread.busyUntil > next.at) {
        // Behind what came before it, and before what comes later: the order of arrival stays.
        next.at = thread.busyUntil;
        if (next.at < Infinity) this.#push(next);
        continue;
      }
      this.now = Math.max(this.now, next.at);
      this.count += 1;
      this.#current = thread;
      try {
        next.call();
      } catch (error) {
        const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
        this.uncaught.push(`${thread.name}: ${words}`);
      }
      return true;
    }
  }

  #push(happening: Happening): void {
    const heap = this.#heap;
    let i = heap.length;
    heap.push(happening);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!isBefore(happening, heap[parent]!)) break;
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = happening;
  }

  #pop(): Happening | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!last || heap.length === 0) return first;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
      if (!isBefore(heap[child]!, last)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = last;
    return first;
  }
}

function isBefore(a: Happening, b: Happening): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
