import * as Comlink from 'comlink';
import type { WorkerControl } from './protocol.ts';

/** A started thread, as the composition root hands it over. */
export interface WorkerThread {
  readonly endpoint: Comlink.Endpoint;
  /** Calls `listener` when the thread fails outside of any call. */
  onError(listener: (message: string) => void): void;
  terminate(): void;
}

/** Starts a thread that serves `WorkerControl`. */
export type SpawnWorker = () => WorkerThread;

/** An engine worker, as the page holds it. Dispose it to stop the thread, whatever it is doing. */
export interface WorkerHandle extends Disposable {
  readonly control: Comlink.Remote<WorkerControl>;
  /** True once the thread has died by itself. */
  readonly crashed: boolean;
  /** Calls `listener` with a sentence when the thread dies by itself. Returns how to stop. */
  onCrash(listener: (message: string) => void): () => void;
}

/** Starts a worker and wraps it. */
export function startWorker(spawn: SpawnWorker): WorkerHandle {
  const thread = spawn();
  const control = Comlink.wrap<WorkerControl>(thread.endpoint);
  const listeners = new Set<(message: string) => void>();
  let crashed = false;
  thread.onError((message) => {
    crashed = true;
    for (const listener of listeners) listener(message);
  });
  return {
    control,
    get crashed() {
      return crashed;
    },
    onCrash(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    [Symbol.dispose]() {
      control[Comlink.releaseProxy]();
      thread.terminate();
    },
  };
}
