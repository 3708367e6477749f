import type { SpecOf } from '#contract/spec.ts';
import type { Engine } from '#engine/engine.ts';
import { MAX_BYTES } from '#pipeline/limits.ts';
import { parsePipeline } from '#pipeline/parse.ts';
import type { Pipeline } from '#pipeline/pipeline.ts';
import type { Problem } from '#pipeline/problem.ts';
import { formatBytes } from '#studio/format.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { uiStore } from '#studio/store/uiStore.ts';
import { useRefusedImport } from './importProblems.ts';

/** What opening needs of the studio's services. */
export interface OpenServices {
  readonly engine: Engine;
  readonly specOf: SpecOf;
}

/**
 * Opens text from anywhere as the document, stopped: nothing runs and no device opens. Text that is no
 * pipeline changes nothing; all its problems are listed in a dialog. True if it was opened.
 */
export async function openPipelineText(
  text: string,
  services: OpenServices,
  from = 'The text',
): Promise<boolean> {
  const parsed = parsePipeline(text, services.specOf);
  if (!parsed.ok) {
    refuse(from, parsed.problems);
    return false;
  }
  await openStopped(parsed.value, services.engine);
  return true;
}

/** Opens a file the user chose or dropped, under the same rules. */
export async function openPipelineFile(file: File, services: OpenServices): Promise<boolean> {
  if (file.size > MAX_BYTES) {
    const message = `'${file.name}' has ${formatBytes(file.size)}; a pipeline has at most ${formatBytes(MAX_BYTES)}.`;
    refuse(file.name, [{ where: '', message, severity: 'error' }]);
    return false;
  }
  return openPipelineText(await file.text(), services, file.name);
}

/** Ends what runs, then makes `pipeline` the document. In this order, so that nothing of the new one starts. */
export async function openStopped(pipeline: Pipeline, engine: Engine, id?: string): Promise<void> {
  await engine.stop();
  documentStore.getState().open(pipeline, id);
  uiStore.getState().set({ welcome: false, dialog: undefined, search: undefined });
  uiStore.getState().select([]);
}

function refuse(from: string, problems: readonly Problem[]): void {
  useRefusedImport.setState({ refused: { from, problems } });
  uiStore.getState().set({ dialog: 'import-problems' });
}
