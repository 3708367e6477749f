import type { NodeState } from '#engine/snapshot.ts';
import { findNode, type NodeId } from '#pipeline/pipeline.ts';
import { titleOf } from '#pipeline/ports.ts';
import { useServices } from '#studio/services.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import { useEffect, useRef } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { footerWords } from './footerWords.ts';
import styles from './NodeFooter.module.css';

/** Rate, process time and drops; or why the node does not run. Renders only when a digit changes. */
export function NodeFooter(props: {
  readonly id: NodeId;
  readonly state: NodeState;
  readonly type: string;
  readonly sink: boolean;
  readonly outputs: number;
}) {
  const { id, state, type, sink, outputs } = props;
  const { specOf } = useServices();
  const opensSince = useRef<number>(undefined);
  useEffect(() => {
    opensSince.current = state === 'opening' ? performance.now() : undefined;
  }, [state]);
  const words = useRuntime(
    useShallow(({ snapshot }) =>
      footerWords(state, snapshot?.nodes[id], {
        type,
        sink,
        outputs,
        openingMs: opensSince.current === undefined ? 0 : performance.now() - opensSince.current,
        titleOf: (other) => {
          const node = findNode(documentStore.getState().pipeline, other);
          return node ? titleOf(node, specOf) : other;
        },
      }),
    ),
  );
  return (
    <footer className={styles['footer']}>
      {words.rate && <b>{words.rate}</b>}
      {words.time && <b className={styles['time']}>{words.time}</b>}
      <span data-tone={words.tone}>{words.note}</span>
    </footer>
  );
}
