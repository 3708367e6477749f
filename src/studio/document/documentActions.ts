import type { Pipeline } from '#pipeline/pipeline.ts';
import { emptyPipeline } from '#pipeline/pipeline.ts';
import { printPipeline } from '#pipeline/print.ts';
import { openGenerationStore } from '#studio/autosave/generationStore.ts';
import { readDocument } from '#studio/autosave/restore.ts';
import type { RunActions } from '#studio/run/runActions.ts';
import type { Example, StudioServices } from '#studio/services.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { uiStore } from '#studio/store/uiStore.ts';
import { createContext, useContext } from 'react';
import { download, fileNameOf } from './download.ts';
import { openPipelineFile, openStopped } from './openPipeline.ts';
import { runsByItself } from './runsByItself.ts';

/** What the user can do with whole documents. */
export interface DocumentActions {
  /** An empty document. */
  create(): Promise<void>;
  /** A file of the user's: opened stopped, or its problems listed. */
  openFile(file: File): Promise<boolean>;
  /** A bundled pipeline; it runs at once if it needs no device. */
  openExample(example: Pick<Example, 'load'>): Promise<void>;
  /** The smallest pipeline that shows an operator, like `openExample`. */
  openExampleOf(operator: string): Promise<void>;
  /** A document that this browser keeps, under the id it had unless another tab has it open. */
  reopen(id: string): Promise<void>;
  /** Downloads the document as `<name>.millrace.json`. */
  exportJson(): void;
  /** Puts the document's JSON on the clipboard; where the browser refuses, shows it. */
  copyJson(): Promise<void>;
}

/** The document actions over the studio's services and its run. */
export function createDocumentActions(services: StudioServices, run: RunActions): DocumentActions {
  const { engine, specOf } = services;

  async function openKnown(pipeline: Pipeline, id?: string): Promise<void> {
    await openStopped(pipeline, engine, id);
    if (runsByItself(pipeline, specOf)) await run.start();
  }

  function text(): string {
    return printPipeline(documentStore.getState().pipeline, specOf);
  }

  return {
    create: () => openStopped(emptyPipeline, engine),
    openFile: (file) => openPipelineFile(file, services),
    openExample: async (example) => openKnown(await example.load()),
    async openExampleOf(operator) {
      const pipeline = await services.exampleOf(operator);
      if (pipeline) await openKnown(pipeline);
    },
    async reopen(id) {
      const kept = await readDocument(await openGenerationStore(), id, specOf);
      if (kept) await openKnown(kept.pipeline, kept.id);
    },
    exportJson() {
      const { name } = documentStore.getState().pipeline;
      download(fileNameOf(name), text(), 'application/json');
    },
    async copyJson() {
      try {
        await navigator.clipboard.writeText(text());
      } catch {
        // Not allowed, or a page served over plain http: the text is shown, to be copied by hand.
        uiStore.getState().set({ drawer: { open: true, tab: 'json' } });
      }
    },
  };
}

const Actions = createContext<DocumentActions | undefined>(undefined);

/** Gives the document actions to everything below. */
export const DocumentActionsProvider = Actions.Provider;

/** The document actions of this page. Throws outside of `DocumentActionsProvider`. */
export function useDocumentActions(): DocumentActions {
  const actions = useContext(Actions);
  if (!actions) throw new Error('The studio was mounted without its document actions.');
  return actions;
}
