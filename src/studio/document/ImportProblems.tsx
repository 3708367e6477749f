import { Dialog } from '#studio/controls/Dialog.tsx';
import { uiStore } from '#studio/store/uiStore.ts';
import { useRefusedImport } from './importProblems.ts';
import styles from './ImportProblems.module.css';

/** Everything that kept a file or text from being opened, each with its place in the document. */
export function ImportProblems() {
  const refused = useRefusedImport((state) => state.refused);
  if (!refused) return undefined;
  const { from, problems } = refused;
  const count = problems.length === 1 ? 'One problem' : `${problems.length} problems`;
  return (
    <Dialog
      title={`${from} was not opened`}
      doc={`${count}; your pipeline is as it was.`}
      width={560}
      onClose={() => uiStore.getState().set({ dialog: undefined })}
    >
      <ul className={styles['list']}>
        {problems.map((problem, index) => (
          <li key={index}>
            <p>{problem.message}</p>
            {problem.fix && <p className={styles['fix']}>{problem.fix}</p>}
            <code>{problem.where || 'whole document'}</code>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
