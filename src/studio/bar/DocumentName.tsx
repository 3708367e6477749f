import { renamePipeline } from '#pipeline/nodes.ts';
import { documentStore, useDocument } from '#studio/store/documentStore.ts';
import { uiStore, useUi } from '#studio/store/uiStore.ts';
import styles from './DocumentName.module.css';

/** The name of the document; F2 or a double click edits it, Enter keeps it, Escape leaves it as it was. */
export function DocumentName() {
  const name = useDocument((state) => state.pipeline.name);
  const editing = useUi((state) => state.renamingDocument);
  if (!editing) {
    return (
      <h1
        className={styles['name']}
        data-tip="Double-click to rename"
        onDoubleClick={() => uiStore.getState().set({ renamingDocument: true })}
      >
        {name}
      </h1>
    );
  }
  return (
    <input
      className={styles['field']}
      aria-label="Name of the pipeline"
      defaultValue={name}
      maxLength={120}
      ref={(input) => {
        input?.focus();
        input?.select();
      }}
      onBlur={(event) => finish(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') finish(undefined);
      }}
    />
  );
}

function finish(name: string | undefined): void {
  uiStore.getState().set({ renamingDocument: false });
  if (name !== undefined) {
    documentStore.getState().edit((pipeline) => renamePipeline(pipeline, name));
  }
}
