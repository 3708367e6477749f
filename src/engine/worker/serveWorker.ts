import type { PageControl, WorkerControl } from '#engine/protocol.ts';
import * as Comlink from 'comlink';
import { type Thread, thisThread } from './thread.ts';
import { type LoadKernel, WorkerRun } from './workerRun.ts';

/**
 * Makes this thread an engine worker: serves `WorkerControl` on `endpoint`, one run after another.
 * Called once, by the worker's entry.
 */
export function serveWorker(
  loadKernel: LoadKernel,
  endpoint?: Comlink.Endpoint,
  thread: Thread = thisThread,
): void {
  let current: WorkerRun | undefined;
  let releasePage: (() => void) | undefined;
  const running = (): WorkerRun => {
    if (!current) throw new Error('This worker has no run.');
    return current;
  };
  const control: WorkerControl = {
    async open(part, ports, taps, page) {
      current?.dispose();
      releasePage?.();
      const remote = page as PageControl & Partial<Comlink.ProxyMethods>;
      releasePage = () => remote[Comlink.releaseProxy]?.();
      current = new WorkerRun(part, { ports, taps, page, loadKernel, thread });
      await current.open();
    },
    run: (at) => running().run(at),
    pause: () => running().pause(),
    resume: () => running().resume(),
    step: () => running().step(),
    drain: () => running().drain(),
    cancel: () => running().cancel(),
    update: (node, params) => running().update(node, params),
    setQueue: (edge, settings) => running().setQueue(edge, settings),
    growQueue: (edge) => running().growQueue(edge),
    endLoopbacks: (all) => running().endLoopbacks(all),
    failNode: (node, notice) => running().failNode(node, notice),
    tap: (tap) => running().tap(tap),
    untap: (id) => running().untap(id),
    lost: (edges) => running().lost(edges),
    inspect: () => running().inspect(),
  };
  Comlink.expose(control, endpoint);
}
