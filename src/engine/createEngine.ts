import type { SpecOf } from '#contract/spec.ts';
import { Crew } from './crew.ts';
import { sharesPictures } from './edgePorts.ts';
import type { Engine } from './engine.ts';
import type { Hosts } from './hosts.ts';
import { HEAVY_WORKERS, planPipeline } from './plan.ts';
import type { Patience } from './patience.ts';
import { Run } from './run.ts';
import type { SharedStore } from '#stream/sharedSlots.ts';
import type { RunSnapshot } from './snapshot.ts';
import { SharedMemory } from './sharedMemory.ts';
import { TapDesk } from './tapDesk.ts';
import type { SpawnWorker } from './workerHandle.ts';
import { type Thread, thisThread } from './worker/thread.ts';

/** What an engine is given by its home. */
export interface EngineParts {
  readonly spawn: SpawnWorker;
  readonly hosts: Hosts;
  readonly specOf: SpecOf;
  /** How many workers to use, at least 1; the page uses 2 or more. */
  readonly workers: number;
  /** For a home where nobody watches; left out, what suits a page. */
  readonly patience?: Patience;
  /** Where the engine itself runs; left out, the thread of the caller. */
  readonly thread?: Thread;
  /** True where shared memory can be posted to the workers: a page that is cross-origin isolated, or Node. */
  readonly sharesMemory?: boolean;
}

/** Workers for a machine of so many cores: one core is left to the page, two workers are the least. */
export function workersFor(cores: number): number {
  return Math.min(8, Math.max(2, cores - 1));
}

/** Makes the engine of one page. Nothing is started before the first run. */
export function createEngine(parts: EngineParts): Engine {
  const { spawn, hosts, specOf, workers, patience, thread = thisThread } = parts;
  const crew = new Crew(spawn, workers + HEAVY_WORKERS);
  const memory = new SharedMemory(parts.sharesMemory ?? false);
  const taps = new TapDesk();
  const listeners = new Set<(snapshot: RunSnapshot) => void>();
  let snapshot: RunSnapshot | undefined;
  let run: Run | undefined;
  let store: SharedStore | undefined;
  /** Starts and stops wait for one another, in the order they were asked for. */
  let turn = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    turn = turn.then(work, work);
    return turn;
  };
  const publish = (next: RunSnapshot): void => {
    snapshot = next;
    for (const listener of listeners) listener(next);
  };
  const stop = async (devicesStay = false): Promise<void> => {
    await run?.stop(devicesStay);
    if (run?.endedClean && store) memory.takeBack(store);
    run = undefined;
    store = undefined;
  };
  return {
    get snapshot() {
      return snapshot;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start: (pipeline, options) =>
      inTurn(async () => {
        hosts.hold();
        try {
          await stop(true);
          const most = Math.min(workers, options.workers ?? workers);
          const plan = planPipeline(pipeline, specOf, { mode: options.mode, workers: most });
          // Copying out of shared memory is slower, so there is none where no picture crosses between workers.
          store = sharesPictures(plan) ? memory.lend() : undefined;
          run = new Run({
            plan,
            options,
            crew,
            hosts,
            taps,
            patience,
            thread,
            store,
            onSnapshot: publish,
          });
          await run.open();
        } finally {
          hosts.release();
        }
      }),
    pause: () => run?.pause(),
    resume: () => run?.resume(),
    step: () => run?.step(),
    stop: () => inTurn(() => stop()),
    update: (node, params) => run?.update(node, params),
    setQueue: (edge, queue) => run?.setQueue(edge, queue),
    tap: (address, request, onSample) => taps.add(address, request, onSample),
    async [Symbol.asyncDispose]() {
      await inTurn(() => stop());
      crew[Symbol.dispose]();
    },
  };
}
