import { defer } from '#base/deferred.ts';
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
  /** Resolves with a sentence if the thread dies by itself. Never rejects. */
  readonly crashed: Promise<string>;
}

/** Starts a worker and wraps it. */
export function startWorker(spawn: SpawnWorker): WorkerHandle {
  const thread = spawn();
  const control = Comlink.wrap<WorkerControl>(thread.endpoint);
  const { promise: crashed, resolve } = defer<string>();
  thread.onError(resolve);
  return {
    control,
    crashed,
    [Symbol.dispose]() {
      control[Comlink.releaseProxy]();
      thread.terminate();
    },
  };
}
