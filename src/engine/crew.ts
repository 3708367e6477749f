import { startWorker, type SpawnWorker, type WorkerHandle } from './workerHandle.ts';

/** The engine's workers, kept warm between runs; one that died is replaced for the next run. */
export class Crew implements Disposable {
  readonly size: number;
  readonly #spawn: SpawnWorker;
  readonly #handles: (WorkerHandle | undefined)[];

  constructor(spawn: SpawnWorker, size: number) {
    this.#spawn = spawn;
    this.size = size;
    this.#handles = Array.from({ length: size });
  }

  /** Worker `index`, started if it is not there or died since. */
  worker(index: number): WorkerHandle {
    if (this.#handles[index]?.crashed) this.dismiss(index);
    return (this.#handles[index] ??= startWorker(this.#spawn));
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
