import type { WorkerThread } from '#engine/workerHandle.ts';

/** Starts one engine worker. The URL is written out here, since bundlers find workers only so. */
export function spawnWorker(): WorkerThread {
  const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), {
    type: 'module',
    name: 'engine',
  });
  return {
    endpoint: worker,
    onError(listener) {
      worker.addEventListener('error', (event) => listener(`It failed: ${event.message}`));
      worker.addEventListener('messageerror', () => listener('It sent what cannot be read.'));
    },
    terminate: () => worker.terminate(),
  };
}
