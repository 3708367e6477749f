import type { WorkerThread } from '#engine/workerHandle.ts';
import nodeEndpoint from 'comlink/dist/esm/node-adapter';
import { Worker } from 'node:worker_threads';

/** Where the build puts the worker: beside the command. */
const ENTRY = './engine.worker.js';

/** What a worker thread is told when it starts. */
export interface ThreadSettings {
  /** True if what runs in it may reach the network. */
  readonly net: boolean;
}

/** Starts one engine worker as a thread of Node. What it prints goes to standard error: standard output is for results. */
export function spawnWorker(settings: ThreadSettings): WorkerThread {
  const worker = new Worker(new URL(ENTRY, import.meta.url), {
    stdout: true,
    // Left to itself, the young part of its heap grows by 17 MB within ten seconds, for no speed.
    resourceLimits: { maxYoungGenerationSizeMb: 8 },
    workerData: settings,
    // Blobs over files are one to Node 20, and all that the worker needs of it.
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  worker.stdout.pipe(process.stderr, { end: false });
  // A waiting worker keeps nobody from leaving; the run that waits for it has a timer of its own.
  worker.unref();
  return {
    endpoint: nodeEndpoint(worker),
    onError(listener) {
      worker.on('error', (error) => listener(`It failed: ${error.message}`));
      worker.on('messageerror', () => listener('It sent what cannot be read.'));
    },
    terminate: () => void worker.terminate(),
  };
}
