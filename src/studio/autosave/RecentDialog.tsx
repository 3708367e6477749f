import { Dialog } from '#studio/controls/Dialog.tsx';
import { useDocumentActions } from '#studio/document/documentActions.ts';
import { useServices } from '#studio/services.ts';
import { useDocument } from '#studio/store/documentStore.ts';
import { uiStore } from '#studio/store/uiStore.ts';
import { useEffect, useState } from 'react';
import { failureWords } from './autosave.ts';
import { newestValid } from './generation.ts';
import { openGenerationStore } from './generationStore.ts';
import styles from './RecentDialog.module.css';

const TIME = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

interface Kept {
  readonly id: string;
  readonly name: string;
  readonly nodes: number;
  readonly savedAt: number;
}

/** The pipelines that this browser keeps, the one saved last first. */
export function RecentDialog() {
  const [kept, problem] = useKept();
  const open = useDocument((state) => state.id);
  const { reopen } = useDocumentActions();
  return (
    <Dialog
      title="Recent pipelines"
      doc="Saved in this browser as you worked on them."
      width={480}
      onClose={() => uiStore.getState().set({ dialog: undefined })}
    >
      {problem && <p className={styles['empty']}>{problem}</p>}
      {kept?.length === 0 && <p className={styles['empty']}>Nothing has been saved here yet.</p>}
      <ul className={styles['list']}>
        {kept?.map(({ id, name, nodes, savedAt }) => (
          <li key={id}>
            <button type="button" disabled={id === open} onClick={() => void reopen(id)}>
              <strong>{name}</strong>
              <span>{id === open ? 'open' : `${nodes} ${nodes === 1 ? 'node' : 'nodes'}`}</span>
              <time dateTime={new Date(savedAt).toISOString()}>{TIME.format(savedAt)}</time>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function useKept(): readonly [readonly Kept[] | undefined, string | undefined] {
  const { specOf } = useServices();
  const [kept, setKept] = useState<readonly Kept[]>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    let current = true;
    openGenerationStore()
      .then((store) => store.newest())
      .then((generations) => {
        const readable = generations.flatMap((generation): readonly Kept[] => {
          const { pipeline, savedAt } = newestValid([generation], specOf);
          const { document: id } = generation;
          return pipeline
            ? [{ id, name: pipeline.name, nodes: pipeline.nodes.length, savedAt }]
            : [];
        });
        if (current) setKept(readable);
      })
      .catch((error: unknown) => current && setProblem(failureWords(error)));
    return () => {
      current = false;
    };
  }, [specOf]);
  return [kept, problem];
}
