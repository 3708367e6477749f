import type { Pipeline } from '#pipeline/pipeline.ts';
import { edgeId } from '#pipeline/pipeline.ts';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DocumentState, UiState } from './documentState.ts';
import { documentStore } from './documentStore.ts';

/** Selection and panels over `documents`; what leaves the document leaves the selection. */
export function createUiStore(documents: StoreApi<DocumentState>): StoreApi<UiState> {
  const store = createStore<UiState>()((set, get) => ({
    selectedNodes: new Set(),
    selectedEdges: new Set(),
    hoveredEdge: undefined,
    theme: 'system',
    drawer: { open: false, tab: 'problems' },
    welcome: false,
    dialog: undefined,
    placing: undefined,
    search: undefined,
    renaming: undefined,
    renamingDocument: false,
    recent: [],
    select(nodes, edges = []) {
      const { selectedNodes, selectedEdges } = get();
      set({
        selectedNodes: sameOr(selectedNodes, new Set(nodes)),
        selectedEdges: sameOr(selectedEdges, new Set(edges)),
      });
    },
    set,
  }));
  documents.subscribe(({ pipeline }, before) => {
    if (pipeline !== before.pipeline) prune(store, pipeline);
  });
  return store;
}

function prune(store: StoreApi<UiState>, pipeline: Pipeline): void {
  const { selectedNodes, selectedEdges, hoveredEdge, renaming, select, set } = store.getState();
  const nodes = new Set(pipeline.nodes.map(({ id }) => id));
  const edges = new Set(pipeline.edges.map(edgeId));
  select(
    [...selectedNodes].filter((id) => nodes.has(id)),
    [...selectedEdges].filter((id) => edges.has(id)),
  );
  if (hoveredEdge && !edges.has(hoveredEdge)) set({ hoveredEdge: undefined });
  if (renaming && !nodes.has(renaming)) set({ renaming: undefined });
}

/** The set of before if the new one has the same members, so that nothing renders for it. */
function sameOr<T>(before: ReadonlySet<T>, after: ReadonlySet<T>): ReadonlySet<T> {
  const same = before.size === after.size && [...after].every((member) => before.has(member));
  return same ? before : after;
}

/** Selection and panels of the page. */
export const uiStore = createUiStore(documentStore);

/** One value of the page's state. */
export function useUi<T>(select: (state: UiState) => T): T {
  return useStore(uiStore, select);
}
