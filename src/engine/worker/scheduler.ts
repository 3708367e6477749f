import type { NodeRuntime } from './nodeRuntime.ts';
import type { Thread } from './thread.ts';
import { TURN_MS } from './turns.ts';

/** A task of this worker that takes from queues. */
export interface ScheduledTask {
  readonly head: NodeRuntime;
  /** Tasks between it and a sink; the closest runs first, so that the worker drains before it fills. */
  readonly distance: number;
}

/** Runs the tasks of one worker, one input set at a time, and lets messages in between. */
export class Scheduler {
  readonly #ready = new Set<ScheduledTask>();
  /** Tasks with a call inside; each is looked at again when that has settled. */
  readonly #parked = new Set<ScheduledTask>();
  #running = false;
  readonly #thread: Thread;

  constructor(thread: Thread) {
    this.#thread = thread;
  }

  /** True while a task is served or about to be. */
  get busy(): boolean {
    return this.#running;
  }

  /** The task may have something to do. Called from within a kernel's emit, so the work itself comes later. */
  schedule(task: ScheduledTask): void {
    if (this.#wake(task)) queueMicrotask(() => void this.#run());
  }

  /** The same for whoever is called by the event loop: the work begins before this returns. */
  runNow(task: ScheduledTask): void {
    if (this.#wake(task)) void this.#run();
  }

  /** True if nobody runs the tasks yet, and the caller must. */
  #wake(task: ScheduledTask): boolean {
    if (this.#parked.has(task)) return false;
    this.#ready.add(task);
    const wakes = !this.#running;
    this.#running = true;
    return wakes;
  }

  async #run(): Promise<void> {
    let turnStartedAt = this.#thread.now();
    for (let task = this.#next(); task; task = this.#next()) {
      const worked = task.head.step();
      if (worked === false) this.#ready.delete(task);
      else if (worked !== true) this.#park(task, worked);
      if (this.#thread.now() - turnStartedAt > TURN_MS) {
        await this.#thread.nextTurn();
        turnStartedAt = this.#thread.now();
      }
    }
    this.#running = false;
  }

  #park(task: ScheduledTask, inside: Promise<void>): void {
    this.#ready.delete(task);
    this.#parked.add(task);
    void inside.then(() => {
      this.#parked.delete(task);
      this.schedule(task);
    });
  }

  #next(): ScheduledTask | undefined {
    let next: ScheduledTask | undefined;
    for (const task of this.#ready) if (!next || task.distance < next.distance) next = task;
    return next;
  }
}
