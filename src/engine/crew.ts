import { startWorker, type SpawnWorker, type WorkerHandle } from './workerHandle.ts';

/** The engine's workers, kept warm between runs; one that died is replaced for the next run. */
export class Crew implements Disposable {
  readonly size: number;
  readonly #spawn: SpawnWorker;
  readonly #handles: (WorkerHandle | undefined)[];
  /** Threads that were started and not stopped since. */
  #running = 0;

  constructor(spawn: SpawnWorker, size: number) {
    this.size = size;
    this.#spawn = () => {
      const thread = spawn();
      this.#running += 1;
      const terminate = (): void => {
        thread.terminate();
        this.#running -= 1;
      };
      return {
        endpoint: thread.endpoint,
        onError: (listener) => thread.onError(listener),
        terminate,
      };
    };
    this.#handles = Array.from({ length: size });
  }

  /** Worker `index`, started if it is not there or died since. */
  worker(index: number): WorkerHandle {
    if (this.#handles[index]?.crashed) this.dismiss(index);
    return (this.#handles[index] ??= startWorker(this.#spawn));
  }

  /** Threads that run though nobody keeps them; none is right. */
  get stray(): number {
    return this.#running - this.#handles.filter((handle) => handle !== undefined).length;
  }

  /** Stops a worker's thread, whatever it is doing. */
  dismiss(index: number): void {
    this.#handles[index]?.[Symbol.dispose]();
    this.#handles[index] = undefined;
  }

  [Symbol.dispose](): void {
    for (let index = 0; index < this.size; index++) this.dismiss(index);
  }
}
