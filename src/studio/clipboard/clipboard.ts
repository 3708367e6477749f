import { parsePipeline } from '#pipeline/parse.ts';
import { copyNodes, pasteNodes } from '#pipeline/clipboard.ts';
import { removeNodes } from '#pipeline/nodes.ts';
import type { NodeId, Pipeline } from '#pipeline/pipeline.ts';
import { printPipeline } from '#pipeline/print.ts';
import { dropFiles } from '#studio/canvas/dropFiles.ts';
import { say } from '#studio/canvas/notices.ts';
import { freePlace, GRID, GRIP, snap } from '#studio/canvas/places.ts';
import { type CanvasView, cursorOf } from '#studio/canvas/view.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { uiStore } from '#studio/store/uiStore.ts';

/**
 * Answers the browser's copy, cut and paste events, which need no permission. What is on the clipboard
 * is the pipeline's own JSON, so it pastes into other windows, mails and files. Returns how to stop.
 */
export function attachClipboard(view: CanvasView): () => void {
  const { specOf } = view.services;

  function onCopy(event: ClipboardEvent): boolean {
    const { selectedNodes } = uiStore.getState();
    if (belongsToText(event) || selectedNodes.size === 0 || !event.clipboardData) return false;
    const fragment = copyNodes(documentStore.getState().pipeline, selectedNodes);
    event.clipboardData.setData('text/plain', printPipeline(fragment, specOf));
    event.preventDefault();
    return true;
  }

  function onCut(event: ClipboardEvent): void {
    if (!onCopy(event)) return;
    const { selectedNodes } = uiStore.getState();
    documentStore.getState().edit((pipeline) => removeNodes(pipeline, selectedNodes));
  }

  function onPaste(event: ClipboardEvent): void {
    const { clipboardData } = event;
    if (belongsToText(event) || !clipboardData) return;
    const at = cursorOf(view);
    const files = [...clipboardData.files];
    if (files.length > 0) {
      event.preventDefault();
      void dropFiles(view, files, at);
      return;
    }
    const text = clipboardData.getData('text/plain');
    if (!text.trimStart().startsWith('{')) {
      if (text !== '') say('Nothing pasted: the clipboard holds no pipeline.', at);
      return;
    }
    event.preventDefault();
    const parsed = parsePipeline(text, specOf);
    if (parsed.ok) pasteAt(parsed.value, view.flow.screenToFlowPosition(at, { snapToGrid: false }));
    else say(problemWords(parsed.problems), at);
  }

  document.addEventListener('copy', onCopy);
  document.addEventListener('cut', onCut);
  document.addEventListener('paste', onPaste);
  return () => {
    document.removeEventListener('copy', onCopy);
    document.removeEventListener('cut', onCut);
    document.removeEventListener('paste', onPaste);
  };
}

/** Copies what is selected right beside itself, and selects the copies. One undo step. */
export function duplicateSelection(): void {
  const { selectedNodes } = uiStore.getState();
  const { pipeline } = documentStore.getState();
  const chosen = pipeline.nodes.filter(({ id }) => selectedNodes.has(id));
  if (chosen.length === 0) return;
  const x = Math.min(...chosen.map(({ at }) => at[0])) + 4 * GRID;
  const y = Math.min(...chosen.map(({ at }) => at[1])) + 4 * GRID;
  addFragment(copyNodes(pipeline, selectedNodes), [x, y]);
}

function pasteAt(fragment: Pipeline, { x, y }: { readonly x: number; readonly y: number }): void {
  addFragment(fragment, snap({ x: x - GRIP.x, y: y - GRIP.y }));
}

function addFragment(fragment: Pipeline, at: readonly [x: number, y: number]): void {
  let ids: readonly NodeId[] = [];
  documentStore.getState().edit((pipeline) => {
    const pasted = pasteNodes(pipeline, fragment, freePlace(pipeline, at));
    ids = pasted.ids;
    return pasted.pipeline;
  });
  if (ids.length > 0) uiStore.getState().select(ids);
}

/** True if the event is about text: in a field, or a passage that is marked. */
function belongsToText({ type, target }: ClipboardEvent): boolean {
  if (isTextField(target) || isTextField(document.activeElement)) return true;
  return type !== 'paste' && getSelection()?.isCollapsed === false;
}

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches(TEXT_FIELDS);
}

/** Inputs one types into; a slider or a check box leaves the clipboard to the canvas. */
const TEXT_FIELDS =
  'textarea, input:not([type=range], [type=checkbox], [type=radio], [type=color], [type=button])';

function problemWords(problems: readonly { readonly message: string }[]): string {
  const [first, ...rest] = problems;
  const more = rest.length > 0 ? ` And ${rest.length} more.` : '';
  return `Nothing pasted. ${first?.message ?? ''}${more}`;
}
