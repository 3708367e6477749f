import { documentStore } from '#studio/store/documentStore.ts';

/** Calls `listener` whenever another document is opened; an edit or an undo is not one. Returns how to stop. */
export function onDocumentOpened(listener: () => void): () => void {
  return documentStore.subscribe((state, before) => {
    // Only a document that was just opened has neither past nor future.
    const isFresh = state.past.length === 0 && state.future.length === 0;
    if (isFresh && state.pipeline !== before.pipeline) listener();
  });
}
