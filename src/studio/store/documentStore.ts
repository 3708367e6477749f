import { setParam } from '#pipeline/nodes.ts';
import { emptyPipeline, type Pipeline } from '#pipeline/pipeline.ts';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DocumentState } from './documentState.ts';

/** Edits of one merge key closer together than this are one undo step. In ms. */
const MERGE_WITHIN = 400;

/** Steps that can be undone. Snapshots share what did not change, so a step costs about one node. */
const MOST_STEPS = 500;

/** A document store with its own history. `now` in ms, never going backwards. */
export function createDocumentStore(now: () => number): StoreApi<DocumentState> {
  let lastEdit: { readonly merge: string | undefined; readonly at: number } | undefined;

  return createStore<DocumentState>()((set, get) => {
    /** One step, or part of the last one if that has the same key and is no longer ago than `within`. */
    const apply = (
      change: (pipeline: Pipeline) => Pipeline,
      merge: string | undefined,
      within: number,
    ): void => {
      const { pipeline: before, past } = get();
      const pipeline = change(before);
      if (pipeline === before) return;
      const at = now();
      const merges =
        merge !== undefined &&
        lastEdit?.merge === merge &&
        at - lastEdit.at <= within &&
        past.length > 0;
      lastEdit = { merge, at };
      set({
        pipeline,
        past: merges ? past : [...past, before].slice(-MOST_STEPS),
        future: [],
      });
    };

    return {
      id: newDocumentId(),
      pipeline: emptyPipeline,
      past: [],
      future: [],
      save: { kind: 'saved', at: Date.now() },

      edit(change, merge) {
        apply(change, merge, MERGE_WITHIN);
      },

      editDuring(gesture, change) {
        apply(change, gesture, Infinity);
      },
      setParam(node, name, value) {
        get().edit((pipeline) => setParam(pipeline, node, name, value), `param ${node}.${name}`);
      },

      undo() {
        const { pipeline, past, future } = get();
        const previous = past.at(-1);
        if (!previous) return;
        lastEdit = undefined;
        set({ pipeline: previous, past: past.slice(0, -1), future: [pipeline, ...future] });
      },

      redo() {
        const { pipeline, past, future } = get();
        const next = future[0];
        if (!next) return;
        lastEdit = undefined;
        set({ pipeline: next, past: [...past, pipeline], future: future.slice(1) });
      },

      open(pipeline, id = newDocumentId()) {
        lastEdit = undefined;
        set({ id, pipeline, past: [], future: [] });
      },

      setSave(save) {
        set({ save });
      },
    };
  });
}

/** Time and chance: unlike a UUID, they can also be had on a page served over plain http. */
function newDocumentId(): string {
  return `${Date.now().toString(36)}-${Math.floor(Math.random() * 2 ** 40).toString(36)}`;
}

/** The one open document. */
export const documentStore = createDocumentStore(() => performance.now());

/** One value of the document; select narrowly, a component renders when it changes. */
export function useDocument<T>(select: (state: DocumentState) => T): T {
  return useStore(documentStore, select);
}
