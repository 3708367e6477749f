import type { Need, StepReading } from '#engine/protocol.ts';
import type { Bound } from '#stream/micros.ts';
import type { Gathering, TakenSet } from './gathering.ts';
import { NEED_MS } from './needsUp.ts';
import type { NodeInput } from './nodeInput.ts';
import type { NodeRuntime } from './nodeRuntime.ts';
import type { WorkerScope } from './workerScope.ts';

/** A chunk may be so late, in µs, where it does not last longer. */
const TOLERANCE = 20_000;
/** Something is shown so often even if all is late, in µs. */
const AT_LEAST_EVERY = 1_000_000;
/** Chunks that the average of proportions looks back to. */
const AVERAGED = 8;

/**
 * Serves the chunks of a sink at their time, in step with all sinks that do so: one that is early waits, one that
 * is late by more than it lasts is dropped, and the way it came by is told what is still of use (GStreamer,
 * `basesink`). Lives with its node.
 */
export class InStep implements Gathering {
  readonly #node: NodeRuntime;
  readonly #inner: Gathering;
  readonly #scope: WorkerScope;
  readonly #input: NodeInput;
  /** How much later than its timestamp a chunk is served, in µs. */
  readonly #latency: number;
  #callOff: (() => void) | undefined;
  /** Of the last chunk that was judged: its timestamp, and when it came, in ms. */
  #last: { readonly timestamp: number; readonly at: number } | undefined;
  /** How long a chunk lasts that does not say so, in µs. */
  #interval = 0;
  #jitter = 0;
  #proportion = 1;
  #late = 0;
  #saidAt = -Infinity;
  /** When one was served last, in ms. */
  #servedAt = -Infinity;

  constructor(node: NodeRuntime, inner: Gathering, scope: WorkerScope) {
    this.#node = node;
    this.#inner = inner;
    this.#scope = scope;
    this.#input = node.inputs[0]!;
    this.#latency = node.part.inStepUs ?? 0;
  }

  get finished(): boolean {
    return this.#inner.finished;
  }

  get settled(): Bound {
    return this.#inner.settled;
  }

  get blocking(): NodeInput | undefined {
    return this.#inner.blocking;
  }

  get reading(): StepReading {
    return { jitterMs: this.#jitter / 1000, proportion: this.#proportion, late: this.#late };
  }

  take(eager: boolean): TakenSet | undefined {
    this.#callOff?.();
    this.#callOff = undefined;
    const { queue } = this.#input;
    for (let next = queue.peek(); next; next = queue.peek()) {
      // What is stepped through is shown at once.
      if (eager) break;
      const { timestamp } = next;
      const now = this.#scope.thread.now();
      const jitter = this.#scope.ageAt(timestamp, now) - this.#latency;
      const duration = next.duration ?? this.#interval;
      if (jitter < 0) {
        this.#wakeIn(-jitter / 1000);
        return undefined;
      }
      this.#judge(timestamp, jitter, duration);
      const isLate = jitter > Math.max(TOLERANCE, duration);
      if (!isLate || (now - this.#servedAt) * 1000 > AT_LEAST_EVERY) {
        this.#servedAt = now;
        break;
      }
      this.#late += 1;
      this.#input.dropBelow(timestamp + 1, 'late');
    }
    return this.#inner.take(eager);
  }

  /** The time has come, or the node is gone. */
  stop(): void {
    this.#callOff?.();
    this.#callOff = undefined;
  }

  #wakeIn(ms: number): void {
    this.#callOff = this.#scope.thread.startTimer(ms, () => {
      this.#callOff = undefined;
      this.#scope.schedule(this.#node);
    });
  }

  /** Notes how late a chunk is, and says so. One that waited has come in time: what it waited is its jitter. */
  #judge(timestamp: number, jitter: number, duration: number): void {
    const arrived = this.#input.queue.oldestAt ?? this.#scope.thread.now();
    const came = this.#scope.ageAt(timestamp, arrived) - this.#latency;
    this.#jitter = came < 0 ? came : jitter;
    if (this.#last) {
      this.#interval = timestamp - this.#last.timestamp;
      const lasts = duration || this.#interval;
      const rate = ((arrived - this.#last.at) * 1000) / lasts;
      this.#proportion += (rate - this.#proportion) / AVERAGED;
    }
    this.#last = { timestamp, at: arrived };
    const now = this.#scope.thread.now();
    if (now - this.#saidAt < NEED_MS) return;
    this.#saidAt = now;
    const isLate = jitter > Math.max(TOLERANCE, duration);
    const need: Need = {
      kind: isLate ? 'underflow' : 'overflow',
      timestamp,
      jitter: isLate ? jitter : this.#jitter,
      proportion: this.#proportion,
    };
    this.#input.tellUp?.(need);
  }
}
