import type { SpecOf } from '#contract/spec.ts';
import { printPipeline } from '#pipeline/print.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { lockDocument } from './documentLock.ts';
import type { GenerationStore } from './generationStore.ts';
import { rememberDocument } from './restore.ts';

/** Quiet after the last change before it is saved, and the longest a change waits while more come. In ms. */
const QUIET = 250;
const LONGEST = 800;
/** After a failure, besides with the next change. In ms. */
const RETRY_AFTER = 10_000;

/**
 * Saves every change of the document within a second and says how far it is. Start it once the document
 * has been restored, never before. Holds a lock on the open document, so that other tabs leave it alone.
 * `isDirty` says that it has been changed already.
 */
export function startAutosave(
  store: GenerationStore,
  specOf: SpecOf,
  isDirty: boolean,
): Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitingSince: number | undefined;
  let writing = false;
  let letGo: (() => void) | undefined;
  void changeLock(documentStore.getState().id);

  function schedule(delay = QUIET): void {
    waitingSince ??= performance.now();
    clearTimeout(timer);
    const left = waitingSince + LONGEST - performance.now();
    timer = setTimeout(() => void write(), Math.max(0, Math.min(delay, left)));
  }

  async function write(): Promise<void> {
    clearTimeout(timer);
    if (writing || waitingSince === undefined) return;
    writing = true;
    waitingSince = undefined;
    const { id, pipeline, setSave } = documentStore.getState();
    try {
      const at = await store.save(id, printPipeline(pipeline, specOf));
      rememberDocument(id);
      if (documentStore.getState().pipeline === pipeline) setSave({ kind: 'saved', at });
    } catch (error) {
      setSave({ kind: 'failed', message: failureWords(error) });
      timer = setTimeout(retry, RETRY_AFTER);
    } finally {
      writing = false;
    }
    // What changed while this was being written.
    if (waitingSince !== undefined) schedule();
  }

  function retry(): void {
    waitingSince ??= performance.now();
    void write();
  }

  async function changeLock(id: string): Promise<void> {
    letGo?.();
    letGo = await lockDocument(id);
  }

  if (isDirty) schedule();
  const stop = documentStore.subscribe((state, before) => {
    if (state.id !== before.id) void changeLock(state.id);
    if (state.pipeline === before.pipeline && state.id === before.id) return;
    if (state.save.kind !== 'failed') state.setSave({ kind: 'saving' });
    schedule();
  });
  const onHide = (): void => {
    if (document.visibilityState === 'hidden') void write();
  };
  document.addEventListener('visibilitychange', onHide);
  return {
    [Symbol.dispose]() {
      clearTimeout(timer);
      stop();
      document.removeEventListener('visibilitychange', onHide);
      letGo?.();
    },
  };
}

/** Why saving failed, in words. */
export function failureWords(error: unknown): string {
  if (error instanceof DOMException && error.name === 'QuotaExceededError') {
    return 'Cannot save – storage is full';
  }
  const reason = error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
  return `Cannot save – ${reason}`;
}
