import type { KernelModule } from '#contract/kernel.ts';
import type { SpawnWorker } from '#engine/workerHandle.ts';
import { serveWorker } from '#engine/worker/serveWorker.ts';

/** Spawns engine workers in this thread, joined by real message ports. */
export function inProcess(loadKernel: (operator: string) => Promise<KernelModule>): SpawnWorker {
  return () => {
    const { port1, port2 } = new MessageChannel();
    serveWorker(loadKernel, port2);
    return {
      endpoint: port1,
      onError: () => {},
      terminate() {
        port1.close();
        port2.close();
      },
    };
  };
}

/** Spawns workers that never answer, as one in an endless loop does. */
export function silent(): SpawnWorker {
  return () => {
    const { port1, port2 } = new MessageChannel();
    return {
      endpoint: port1,
      onError: () => {},
      terminate() {
        port1.close();
        port2.close();
      },
    };
  };
}

/** Spawns workers that die when told: the n-th that was started, which says so. */
export function mortal(loadKernel: (operator: string) => Promise<KernelModule>): {
  readonly spawn: SpawnWorker;
  readonly kill: (worker: number) => void;
} {
  const serve = inProcess(loadKernel);
  const deaths: (() => void)[] = [];
  return {
    spawn() {
      const thread = serve();
      const onError = (listener: (message: string) => void): void => {
        deaths.push(() => {
          thread.terminate();
          listener('It crashed.');
        });
      };
      return { ...thread, onError };
    },
    kill: (worker) => deaths[worker]!(),
  };
}
