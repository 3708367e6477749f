import type { SpecOf } from '#contract/spec.ts';
import type { Engine } from '#engine/engine.ts';
import type { RunSnapshot } from '#engine/snapshot.ts';
import { printPipeline } from '#pipeline/print.ts';
import { documentStore } from '#studio/store/documentStore.ts';

/** What the page answers to whoever asks from the console: `millrace.snapshot()`. Read-only. */
interface ConsoleView {
  /** The newest reading of the run. */
  snapshot(): RunSnapshot | undefined;
  /** The document as it would be exported. */
  pipeline(): string;
}

/** Puts `millrace` on the window, for bug reports and for the browser tests. */
export function showInConsole(engine: Engine, specOf: SpecOf): void {
  const view: ConsoleView = {
    snapshot: () => engine.snapshot,
    pipeline: () => printPipeline(documentStore.getState().pipeline, specOf),
  };
  Object.assign(globalThis, { millrace: view });
}
