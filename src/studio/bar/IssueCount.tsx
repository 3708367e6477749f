import { useIssues } from '#studio/drawer/useIssues.ts';
import { Icon } from '#studio/icons/Icon.tsx';
import { uiStore } from '#studio/store/uiStore.ts';
import styles from './IssueCount.module.css';

/** How much is wrong, beside Run; a click lists it. Nothing while nothing is. */
export function IssueCount() {
  const serious = useIssues().filter(({ severity }) => severity !== 'hint');
  if (serious.length === 0) return undefined;
  const words = serious.length === 1 ? '1 problem' : `${serious.length} problems`;
  return (
    <button
      type="button"
      className={styles['count']}
      data-severity={serious[0]!.severity}
      aria-label={words}
      data-tip={`${words}: show them`}
      data-keys="F8"
      onClick={() => uiStore.getState().set({ drawer: { open: true, tab: 'problems' } })}
    >
      <Icon name="warn" size={14} />
      {serious.length}
    </button>
  );
}
