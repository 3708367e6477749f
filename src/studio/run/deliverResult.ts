import { downloadBlob } from '#studio/document/download.ts';
import type { RunResult } from '#studio/store/runtimeState.ts';
import { runtimeStore } from '#studio/store/runtimeStore.ts';

/**
 * Takes a file that a sink has finished. A live run hands it over at once, as the user has just stopped it; a batch
 * run may make many, and lists them.
 */
export function deliverResult(result: RunResult): void {
  const { mode, results } = runtimeStore.getState();
  runtimeStore.setState({ results: [...results, result] });
  if (mode === 'live') downloadBlob(result.name, result.blob);
}
