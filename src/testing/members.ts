import type { WorkerReading } from '#engine/protocol.ts';
import { RunMember } from '#engine/runMember.ts';
import { thisThread } from '#engine/worker/thread.ts';
import { startWorker } from '#engine/workerHandle.ts';
import * as Comlink from 'comlink';

/** A member whose worker answers as told. */
export function memberOf(
  inspect: () => WorkerReading | Promise<WorkerReading>,
): RunMember & Disposable {
  const { port1, port2 } = new MessageChannel();
  Comlink.expose({ inspect }, port2);
  const handle = startWorker(() => ({
    endpoint: port1,
    onError: () => {},
    terminate: () => port2.close(),
  }));
  return Object.assign(new RunMember(0, handle, thisThread), {
    [Symbol.dispose]: () => handle[Symbol.dispose](),
  });
}

/** What a worker says that has nothing to do, at a time of its own. */
export const readingAt = (at: number): WorkerReading => ({
  at,
  busyMs: 0,
  nodes: {},
  edges: {},
  copies: 0,
  passive: false,
  ended: false,
  open: { media: 0, buffers: 0 },
});
