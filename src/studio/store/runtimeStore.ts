import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { RuntimeState } from './runtimeState.ts';

/** What the engine and the checks last said, written by `syncRun`; and how runs are started, by the run actions. */
export const runtimeStore = createStore<RuntimeState>()(() => ({
  snapshot: undefined,
  mode: 'live',
  seed: 1,
  workers: 2,
  mostWorkers: 2,
  results: [],
  problems: [],
  findings: [],
  queueOf: () => undefined,
  latency: [],
  chosen: new Map(),
}));

/** One value of the run; it changes up to ten times a second, so select no more than is shown. */
export function useRuntime<T>(select: (state: RuntimeState) => T): T {
  return useStore(runtimeStore, select);
}
