import type { Engine, RunOptions } from '#engine/engine.ts';
import { createContext, useContext } from 'react';
import { documentStore } from '#studio/store/documentStore.ts';
import { runtimeStore } from '#studio/store/runtimeStore.ts';
import { isLive } from './runStates.ts';

/** What the user can do with the run of the open document. */
export interface RunActions {
  /** Starts the open document, or goes on if it is paused. Resolves when every node has opened or failed. */
  start(): Promise<void>;
  /** Ends the run and lets every device go. */
  stop(): Promise<void>;
  pause(): void;
  resume(): void;
  /** One chunk from every source; pauses first if it runs. */
  step(): void;
  /** Starts anew, with the document as it is now; devices stay open. A paused run stays paused. */
  restart(): Promise<void>;
  /** Chooses how runs are started; a run that is on starts anew. */
  choose(options: Partial<RunOptions>): void;
  /** True from the moment a start was asked for until every node has opened or failed. */
  isStarting(): boolean;
}

/** The run actions over an engine, the document store and the chosen mode. */
export function createRunActions(engine: Engine): RunActions {
  let starts = 0;
  /** Pausing was asked for while nodes were still opening; it holds as soon as they have. */
  let pauseNext = false;
  async function begin(): Promise<void> {
    const { mode, seed, workers } = runtimeStore.getState();
    starts += 1;
    // Files of the run before were on offer until now; those of one that is on come as it ends.
    runtimeStore.setState({ results: [] });
    try {
      await engine.start(documentStore.getState().pipeline, { mode, seed, workers });
    } finally {
      starts -= 1;
    }
    if (starts > 0 || !pauseNext) return;
    pauseNext = false;
    engine.pause();
  }
  const actions: RunActions = {
    async start() {
      if (engine.snapshot?.state === 'paused') engine.resume();
      else await begin();
    },
    async stop() {
      pauseNext = false;
      await engine.stop();
    },
    pause() {
      if (starts > 0) pauseNext = true;
      else engine.pause();
    },
    resume() {
      pauseNext = false;
      engine.resume();
    },
    step() {
      if (engine.snapshot?.state === 'running') engine.pause();
      engine.step();
    },
    async restart() {
      pauseNext ||= engine.snapshot?.state === 'paused';
      await begin();
    },
    choose(options) {
      runtimeStore.setState(options);
      if (isLive(engine.snapshot?.state)) void actions.restart();
    },
    isStarting: () => starts > 0,
  };
  return actions;
}

const Actions = createContext<RunActions | undefined>(undefined);

/** Gives the run actions to everything below. */
export const RunActionsProvider = Actions.Provider;

/** The run actions of this page. Throws outside of `RunActionsProvider`. */
export function useRunActions(): RunActions {
  const actions = useContext(Actions);
  if (!actions) throw new Error('The studio was mounted without its run actions.');
  return actions;
}
