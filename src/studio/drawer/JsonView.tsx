import { printPipeline } from '#pipeline/print.ts';
import { Button } from '#studio/controls/Button.tsx';
import { useDocumentActions } from '#studio/document/documentActions.ts';
import { useServices } from '#studio/services.ts';
import { useDocument } from '#studio/store/documentStore.ts';
import { useUi } from '#studio/store/uiStore.ts';
import { useEffect, useMemo, useRef } from 'react';
import styles from './JsonView.module.css';

/** The document as it is exported, one node and one edge a line; the lines of what is selected are marked. */
export function JsonView() {
  const { specOf } = useServices();
  const { copyJson } = useDocumentActions();
  const pipeline = useDocument((state) => state.pipeline);
  const nodes = useUi((state) => state.selectedNodes);
  const lines = useMemo(
    () => printPipeline(pipeline, specOf).trimEnd().split('\n'),
    [pipeline, specOf],
  );
  const marked = new Set([...nodes].map((id) => `    { "id": "${id}",`));

  const isMarked = (line: string): boolean => marked.has(line.slice(0, line.indexOf(',') + 1));
  const firstMarked = lines.findIndex(isMarked);
  const text = useRef<HTMLPreElement>(null);
  useEffect(
    () => text.current?.children[firstMarked]?.scrollIntoView({ block: 'nearest' }),
    [firstMarked],
  );
  return (
    <div className={styles['view']}>
      <div className={styles['copy']}>
        <Button label="Copy JSON" icon="copy" small onClick={() => void copyJson()}>
          Copy
        </Button>
      </div>
      <pre ref={text} className={styles['text']} tabIndex={0} aria-label="The pipeline as JSON">
        {lines.map((line, index) => (
          <code key={index} data-marked={isMarked(line)}>
            {line}
            {'\n'}
          </code>
        ))}
      </pre>
    </div>
  );
}
