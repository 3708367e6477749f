import { Button } from '#studio/controls/Button.tsx';
import { useDocument } from '#studio/store/documentStore.ts';
import { useUi } from '#studio/store/uiStore.ts';
import { deleteNodes, duplicateNodes, ModeButtons } from './NodeActs.tsx';
import styles from './Panel.module.css';

/** Several nodes: what can be done with all of them at once. */
export function ManyPanel() {
  const selected = useUi((state) => state.selectedNodes);
  const mode = useDocument(({ pipeline }) => {
    const modes = new Set(pipeline.nodes.filter(({ id }) => selected.has(id)).map((n) => n.mode));
    return modes.size === 1 ? [...modes][0] : undefined;
  });
  const ids = [...selected];
  return (
    <div className={styles['top']}>
      <div className={styles['title']}>
        <h2>{ids.length} nodes</h2>
      </div>
      <p className={styles['doc']}>Drag one to move them all. Select a single one to set it.</p>
      <div className={styles['acts']}>
        <ModeButtons ids={ids} mode={mode} bypass />
        <Button
          label="Duplicate"
          icon="copy"
          small
          keys="$mod+KeyD"
          onClick={() => duplicateNodes(ids)}
        >
          Duplicate
        </Button>
        <Button label="Delete" icon="trash" small keys="Delete" onClick={() => deleteNodes(ids)}>
          Delete
        </Button>
      </div>
    </div>
  );
}
