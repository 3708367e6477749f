import type { DocumentActions } from '#studio/document/documentActions.ts';
import type { RunActions } from '#studio/run/runActions.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { runtimeStore } from '#studio/store/runtimeStore.ts';
import { uiStore } from '#studio/store/uiStore.ts';
import type { Command } from './command.ts';

/** What the page's own commands act on. */
export interface KeymapTargets {
  readonly run: RunActions;
  readonly documents: DocumentActions;
  /** Selects the next thing that is wrong. */
  nextError(): void;
}

/** The commands of the page: run, document, view. The canvas has its own. */
export function studioCommands({ run, documents, nextError }: KeymapTargets): readonly Command[] {
  const { undo, redo } = documentStore.getState();
  const { set } = uiStore.getState();
  const runState = (): string | undefined => runtimeStore.getState().snapshot?.state;
  return [
    {
      keys: '$mod+Enter',
      title: 'Run, or start anew',
      group: 'Run',
      run: () => void (runState() === 'running' ? run.restart() : run.start()),
    },
    {
      keys: 'KeyP',
      title: 'Pause, or go on',
      group: 'Run',
      run: () => {
        if (runState() === 'paused') run.resume();
        else if (runState() === 'running') run.pause();
      },
    },
    { keys: '$mod+KeyZ', title: 'Undo', group: 'Edit', run: undo },
    { keys: '$mod+Shift+KeyZ', title: 'Redo', group: 'Edit', run: redo },
    { keys: '$mod+KeyY', title: 'Redo', group: 'Edit', run: redo },
    { keys: 'F2', title: 'Rename the node, or the pipeline', group: 'Edit', run: rename },
    {
      keys: '$mod+KeyO',
      title: 'Open an example',
      group: 'Pipeline',
      run: () => set({ dialog: 'examples' }),
    },
    { keys: '$mod+KeyS', title: 'Save a copy', group: 'Pipeline', run: documents.exportJson },
    {
      keys: '$mod+Shift+KeyE',
      title: 'Export JSON',
      group: 'Pipeline',
      run: documents.exportJson,
    },
    { keys: 'F8', title: 'Go to the next problem', group: 'View', run: nextError },
    {
      keys: 'Shift+Slash',
      title: 'Show this sheet',
      group: 'View',
      run: () => set({ dialog: 'shortcuts' }),
    },
  ];
}

function rename(): void {
  const { selectedNodes, set } = uiStore.getState();
  const [node] = selectedNodes;
  if (node && selectedNodes.size === 1) set({ renaming: node });
  else set({ renamingDocument: true });
}
