import type { DocumentActions } from '#studio/document/documentActions.ts';
import type { RunActions } from '#studio/run/runActions.ts';
import { isLive } from '#studio/run/runStates.ts';
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
  /** Does the first thing that one click can do about what is selected. */
  mend(): void;
}

/** The commands of the page: run, document, view. The canvas has its own. */
export function studioCommands({
  run,
  documents,
  nextError,
  mend,
}: KeymapTargets): readonly Command[] {
  const { undo, redo } = documentStore.getState();
  const { set } = uiStore.getState();
  return [
    {
      keys: '$mod+Enter',
      title: 'Run, or start anew',
      group: 'Run',
      run: () =>
        void (runtimeStore.getState().snapshot?.state === 'running' ? run.restart() : run.start()),
    },
    {
      keys: 'KeyP',
      title: 'Pause, or go on',
      group: 'Run',
      run: () => {
        const state = runtimeStore.getState().snapshot?.state;
        if (state === 'paused') run.resume();
        else if (isLive(state)) run.pause();
      },
    },
    {
      keys: '$mod+Shift+Enter',
      title: 'Choose how it runs',
      group: 'Run',
      run: () => set({ dialog: 'run' }),
    },
    { keys: '$mod+Period', title: 'Mend what is selected', group: 'Edit', run: mend },
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
