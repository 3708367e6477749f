import type { NodeId } from '#pipeline/pipeline.ts';
import { Icon } from '#studio/icons/Icon.tsx';
import { badgeOf, badgeWords } from '#studio/run/badge.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import { uiStore } from '#studio/store/uiStore.ts';
import styles from './NodeHeader.module.css';

/** Says that the linter found something here; a click shows it, with its cure, in the inspector. */
export function FindingMark({ id }: { readonly id: NodeId }) {
  const badge = badgeOf(useRuntime((state) => badgeWords(state, id)));
  if (!badge) return undefined;
  return (
    <button
      type="button"
      className={`${styles['finding']} nodrag nopan`}
      data-severity={badge.severity}
      aria-label={`Finding: ${badge.words}`}
      data-tip={badge.words}
      onClick={(event) => {
        event.stopPropagation();
        uiStore.getState().select([id]);
      }}
    >
      <Icon name="warn" size={14} />
    </button>
  );
}
