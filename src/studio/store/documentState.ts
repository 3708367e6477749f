import type { Json } from '#base/json.ts';
import type { EdgeId, NodeId, Pipeline } from '#pipeline/pipeline.ts';

/** How far the autosave is. */
export type SaveState =
  | { readonly kind: 'saved'; readonly at: number }
  | { readonly kind: 'saving' }
  | { readonly kind: 'failed'; readonly message: string };

/** The document and its history. Every change goes through `edit`, one call a gesture, one undo step a call. */
export interface DocumentState {
  /** Names this document in the autosave; another one is another document. */
  readonly id: string;
  readonly pipeline: Pipeline;
  readonly past: readonly Pipeline[];
  readonly future: readonly Pipeline[];
  readonly save: SaveState;
  /**
   * Applies a pure pipeline function as one undo step; nothing happens if it returns the same object.
   * Consecutive edits with the same `merge` key within 400 ms are one step (a slider being dragged).
   */
  edit(change: (pipeline: Pipeline) => Pipeline, merge?: string): void;
  /** As `edit`, but every edit with the same `gesture` is one step, however long it takes. */
  editDuring(gesture: string, change: (pipeline: Pipeline) => Pipeline): void;
  /** Sets one param of a node; a live one follows while running. */
  setParam(node: NodeId, name: string, value: Json): void;
  undo(): void;
  redo(): void;
  /** Opens another document: history starts anew, under a new id unless it is one kept before. */
  open(pipeline: Pipeline, id?: string): void;
  setSave(save: SaveState): void;
}

/** Selection and panels; nothing here is saved with the document. */
export interface UiState {
  readonly selectedNodes: ReadonlySet<NodeId>;
  readonly selectedEdges: ReadonlySet<EdgeId>;
  readonly hoveredEdge: EdgeId | undefined;
  readonly theme: 'system' | 'light' | 'dark';
  readonly drawer: {
    readonly open: boolean;
    readonly tab: 'problems' | 'metrics' | 'run' | 'json';
  };
  /** True while the three first-visit cards are shown. */
  readonly welcome: boolean;
  /** A dialog that is open. */
  readonly dialog:
    | 'shortcuts'
    | 'examples'
    | 'recent'
    | 'import-problems'
    | 'stopped'
    | 'run'
    | undefined;
  /** An operator being dragged from the palette, at client coordinates. */
  readonly placing:
    | { readonly operator: string; readonly x: number; readonly y: number }
    | undefined;
  /** The add-search at the cursor. With `from`, only what fits that port is offered, and then wired. */
  readonly search:
    | {
        readonly x: number;
        readonly y: number;
        readonly from?: {
          readonly node: NodeId;
          readonly port: string;
          readonly side: 'in' | 'out';
        };
      }
    | undefined;
  /** The node whose title is being edited (F2). */
  readonly renaming: NodeId | undefined;
  /** True while the document's own name is being edited (F2 with nothing selected). */
  readonly renamingDocument: boolean;
  /** Operators used lately, newest first, at most five. */
  readonly recent: readonly string[];
  select(nodes: Iterable<NodeId>, edges?: Iterable<EdgeId>): void;
  set(change: Partial<UiValues>): void;
}

/** The plain values of `UiState`. */
export type UiValues = Pick<
  UiState,
  | 'hoveredEdge'
  | 'theme'
  | 'drawer'
  | 'welcome'
  | 'dialog'
  | 'placing'
  | 'search'
  | 'renaming'
  | 'renamingDocument'
  | 'recent'
>;
