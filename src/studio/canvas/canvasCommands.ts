import { disconnect } from '#pipeline/edges.ts';
import { moveNodes, removeNodes, setCollapsed, setMode } from '#pipeline/nodes.ts';
import {
  edgeId,
  findNode,
  type NodeId,
  type Pipeline,
  type PipelineNode,
} from '#pipeline/pipeline.ts';
import { removeAndHeal } from '#pipeline/rewire.ts';
import { duplicateSelection } from '#studio/clipboard/clipboard.ts';
import type { Command } from '#studio/keymap/command.ts';
import { focusPaletteSearch } from '#studio/palette/paletteSearch.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { uiStore } from '#studio/store/uiStore.ts';
import { canvasStore } from './canvasStore.ts';
import { hush } from './notices.ts';
import { canvasView, cursorOf } from './view.ts';
import { moveGesture } from './nodeDrag.ts';
import { GRID } from './places.ts';
import { fitAll, fitSelection, focusFirstSelected, fullSize } from './viewActions.ts';

const EDIT = 'Edit';
const NODES = 'Nodes';
const VIEW = 'View';
const MOVE = 'Move';

/** What the keyboard does on the canvas. The clipboard's keys are the browser's; they are listed only. */
export const canvasCommands: readonly Command[] = [
  { keys: 'Slash', title: 'Search operators', group: NODES, run: searchOrFocus },
  { keys: 'Shift+KeyA', title: 'Add at the cursor', group: NODES, run: searchAtCursor },
  { keys: 'KeyC', title: 'Connect to …', group: NODES, run: connectTo },
  { keys: 'KeyM', title: 'Mute', group: NODES, run: () => toggleMode('muted') },
  { keys: 'KeyB', title: 'Bypass', group: NODES, run: () => toggleMode('bypassed') },
  { keys: 'KeyH', title: 'Collapse', group: NODES, run: toggleCollapsed },
  { keys: '$mod+KeyC', title: 'Copy', group: EDIT, native: true, run: nothing },
  { keys: '$mod+KeyX', title: 'Cut', group: EDIT, native: true, run: nothing },
  { keys: '$mod+KeyV', title: 'Paste at the cursor', group: EDIT, native: true, run: nothing },
  { keys: '$mod+KeyD', title: 'Duplicate', group: EDIT, run: duplicateSelection },
  { keys: '$mod+KeyA', title: 'Select all', group: EDIT, run: selectAll },
  { keys: 'Escape', title: 'Deselect', group: EDIT, run: deselect },
  { keys: 'Delete', title: 'Delete', group: EDIT, run: removeSelection },
  { keys: 'Backspace', title: 'Delete', group: EDIT, run: removeSelection },
  { keys: 'Shift+Delete', title: 'Delete and reconnect', group: EDIT, run: healSelection },
  { keys: 'ArrowLeft', title: MOVE, group: NODES, run: () => nudge(-1, 0) },
  { keys: 'ArrowRight', title: MOVE, group: NODES, run: () => nudge(1, 0) },
  { keys: 'ArrowUp', title: MOVE, group: NODES, run: () => nudge(0, -1) },
  { keys: 'ArrowDown', title: MOVE, group: NODES, run: () => nudge(0, 1) },
  { keys: 'KeyF', title: 'Fit selection', group: VIEW, run: fitSelection },
  { keys: 'Home', title: 'Fit all', group: VIEW, run: fitAll },
  { keys: 'Shift+Digit1', title: 'Fit all', group: VIEW, run: fitAll },
  { keys: 'Digit0', title: 'Show at 100 %', group: VIEW, run: fullSize },
  { keys: 'Alt+KeyM', title: 'Show or hide the overview', group: VIEW, run: toggleMiniMap },
];

/** Opens the search that adds a node, at the cursor or in the middle of the canvas. */
export function searchAtCursor(): void {
  const view = canvasView();
  if (view) uiStore.getState().set({ search: cursorOf(view) });
}

/** Mutes or bypasses what is selected; if all of it already is, lets it work again. */
export function toggleMode(mode: 'muted' | 'bypassed'): void {
  const nodes = selectedNodes();
  const isSet = nodes.every((node) => node.mode === mode);
  editSelected((pipeline, ids) => setMode(pipeline, ids, isSet ? undefined : mode));
}

/** Takes out what is selected. */
export function removeSelection(): void {
  const { selectedEdges } = uiStore.getState();
  editSelected((pipeline, ids) => disconnect(removeNodes(pipeline, ids), selectedEdges));
}

function healSelection(): void {
  const specOf = canvasView()?.services.specOf;
  if (specOf) editSelected((pipeline, ids) => removeAndHeal(pipeline, ids, specOf));
}

function toggleCollapsed(): void {
  const isFolded = selectedNodes().every((node) => node.collapsed === true);
  editSelected((pipeline, ids) => setCollapsed(pipeline, ids, !isFolded));
}

/** Moves what is selected by one step of the grid. On a focused node React Flow answers these keys itself. */
function nudge(right: number, down: number): void {
  const moves = new Map(
    selectedNodes().map(({ id, at: [x, y] }) => [id, [x + right * GRID, y + down * GRID]] as const),
  );
  const { edit } = documentStore.getState();
  if (moves.size > 0) edit((pipeline) => moveNodes(pipeline, moves), moveGesture(moves.keys()));
}

function selectAll(): void {
  const { pipeline } = documentStore.getState();
  uiStore.getState().select(
    pipeline.nodes.map(({ id }) => id),
    pipeline.edges.map(edgeId),
  );
  focusFirstSelected();
}

function deselect(): void {
  hush();
  uiStore.getState().select([]);
}

function connectTo(): void {
  const [selected, ...others] = uiStore.getState().selectedNodes;
  const joining = focusedNode() ?? (others.length === 0 ? selected : undefined);
  if (joining) canvasStore.setState({ joining });
}

/** The node that has the keyboard, selected or not. */
function focusedNode(): NodeId | undefined {
  const node = document.activeElement?.closest<HTMLElement>('.react-flow__node');
  return node?.dataset['id'] as NodeId | undefined;
}

/** Where the pointer is, there is the search; away from the canvas it is the palette's. */
function searchOrFocus(): void {
  if (canvasView()?.pointer() || !focusPaletteSearch()) searchAtCursor();
}

function toggleMiniMap(): void {
  canvasStore.setState(({ minimap }) => ({ minimap: !minimap }));
}

function selectedNodes(): readonly PipelineNode[] {
  const { pipeline } = documentStore.getState();
  return [...uiStore.getState().selectedNodes].flatMap((id) => findNode(pipeline, id) ?? []);
}

function editSelected(change: (pipeline: Pipeline, ids: ReadonlySet<NodeId>) => Pipeline): void {
  const { selectedNodes: ids } = uiStore.getState();
  documentStore.getState().edit((pipeline) => change(pipeline, ids));
}

/** The browser sends a clipboard event for these keys, which `attachClipboard` answers. */
function nothing(): void {}
