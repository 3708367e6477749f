import type { PipelineNode } from '#pipeline/pipeline.ts';
import { sentenceCase } from '#pipeline/portWords.ts';
import { STATE_NAMES, StateMark } from '#studio/node/StateMark.tsx';
import { stateOf } from '#studio/run/nodeState.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import styles from './Panel.module.css';

/** The state of a node as its mark and a word. */
export function NodeStateWords({ node }: { readonly node: PipelineNode }) {
  const state = useRuntime(({ snapshot }) => stateOf(node, snapshot));
  return (
    <>
      <StateMark state={state} />
      <span className={styles['state']}>{sentenceCase(STATE_NAMES[state])}</span>
    </>
  );
}
