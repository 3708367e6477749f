import type { StudioServices } from '#studio/services.ts';
import { runsByItself } from '#studio/document/runsByItself.ts';
import type { RunActions } from '#studio/run/runActions.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { uiStore } from '#studio/store/uiStore.ts';
import { crashMarks, isCrashLoop, markRun } from './crashGuard.ts';
import { failureWords, startAutosave } from './autosave.ts';
import { type GenerationStore, openGenerationStore } from './generationStore.ts';
import { type Restored, restoreDocument } from './restore.ts';

/**
 * Opens what this browser saved last, or the first example with the three cards on a first visit, and
 * begins to save. What opens runs by itself unless it needs a device, the address says `?safe`, or the last
 * pages went down while they ran.
 */
export async function beginDocument(services: StudioServices, run: RunActions): Promise<void> {
  const { specOf, examples } = services;
  const { id, pipeline: empty } = documentStore.getState();
  const store = await openStore();
  const restored = store && (await restoreDocument(store, specOf));
  const first = restored ? undefined : await examples[0]?.load();
  const before = documentStore.getState();
  // A user who was faster than the disk has begun something else, which is not taken away again.
  const begun = before.id !== id || before.pipeline !== empty;
  if (!begun && restored) resume(restored);
  else if (!begun && first) {
    before.open({ ...first, name: 'Untitled' });
    uiStore.getState().set({ welcome: true });
  }
  if (store) startAutosave(store, specOf, begun);
  const { pipeline } = documentStore.getState();
  if (begun || pipeline.nodes.length === 0 || !runsByItself(pipeline, specOf)) return;
  if (isCrashLoop(crashMarks(), Date.now())) uiStore.getState().set({ dialog: 'stopped' });
  else if (!new URLSearchParams(location.search).has('safe')) {
    markRun();
    await run.start();
  }
}

function resume({ pipeline, id, savedAt }: Restored): void {
  const { open, setSave } = documentStore.getState();
  open(pipeline, id);
  setSave({ kind: 'saved', at: savedAt });
}

async function openStore(): Promise<GenerationStore | undefined> {
  try {
    return await openGenerationStore();
  } catch (error) {
    documentStore.getState().setSave({ kind: 'failed', message: failureWords(error) });
    return undefined;
  }
}
