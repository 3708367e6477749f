import { findNode } from '#pipeline/pipeline.ts';
import { titleOf } from '#pipeline/ports.ts';
import { Button } from '#studio/controls/Button.tsx';
import { downloadBlob } from '#studio/document/download.ts';
import { formatBytes } from '#studio/format.ts';
import { useServices } from '#studio/services.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import styles from './RunView.module.css';

/** The files that the sinks of a run made, to download as often as one likes until the next run. */
export function ResultList() {
  const { specOf } = useServices();
  const results = useRuntime((state) => state.results);
  const { pipeline } = documentStore.getState();
  return (
    <section className={styles['results']} aria-label="Files of this run">
      {results.length === 0 && (
        <p>Files that its sinks make are offered here when they are done.</p>
      )}
      <ul>
        {results.map(({ node: id, name, blob }, index) => {
          const node = findNode(pipeline, id);
          return (
            <li key={index}>
              <b>{name}</b>
              <span>
                {formatBytes(blob.size)} · {node ? titleOf(node, specOf) : id}
              </span>
              <Button
                small
                icon="import"
                label={`Download ${name}`}
                onClick={() => downloadBlob(name, blob)}
              >
                Download
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
