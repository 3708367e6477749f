import { useRuntime } from '#studio/store/runtimeStore.ts';
import { RunView } from './RunView.tsx';
import { useUi, uiStore } from '#studio/store/uiStore.ts';
import type { UiState } from '#studio/store/documentState.ts';
import styles from './Drawer.module.css';
import { JsonView } from './JsonView.tsx';
import { Metrics } from './Metrics.tsx';
import { Problems } from './Problems.tsx';
import { useIssues } from './useIssues.ts';

type Tab = UiState['drawer']['tab'];

const TABS: readonly { readonly tab: Tab; readonly title: string }[] = [
  { tab: 'problems', title: 'Problems' },
  { tab: 'metrics', title: 'Metrics' },
  { tab: 'run', title: 'Run' },
  { tab: 'json', title: 'JSON' },
];

/** What is wrong, how fast it goes, what is saved. A tab that is shown folds the drawer when pressed again. */
export function Drawer() {
  const { open, tab } = useUi((state) => state.drawer);
  return (
    <section className={styles['drawer']} aria-label="Details" data-open={open}>
      <div className={styles['tabs']} role="tablist" aria-label="Details">
        {TABS.map((entry) => (
          <button
            key={entry.tab}
            type="button"
            role="tab"
            id={`tab-${entry.tab}`}
            aria-selected={open && entry.tab === tab}
            aria-controls="drawer-panel"
            onClick={() =>
              uiStore.getState().set({
                drawer: { open: !(open && entry.tab === tab), tab: entry.tab },
              })
            }
          >
            {entry.title}
            {entry.tab === 'problems' && <ProblemCount />}
            {entry.tab === 'run' && <ResultCount />}
          </button>
        ))}
        {open && tab === 'metrics' && <Legend />}
      </div>
      {open && (
        <div
          className={styles['panel']}
          id="drawer-panel"
          role="tabpanel"
          aria-labelledby={`tab-${tab}`}
        >
          {tab === 'problems' && <Problems />}
          {tab === 'metrics' && <Metrics />}
          {tab === 'run' && <RunView />}
          {tab === 'json' && <JsonView />}
        </div>
      )}
    </section>
  );
}

function ProblemCount() {
  const issues = useIssues();
  const serious = issues.filter(({ severity }) => severity !== 'hint').length;
  if (serious === 0) {
    const hints = issues.length;
    return <span className={styles['none']}>{hints === 0 ? 'none' : hintWords(hints)}</span>;
  }
  return (
    <span className={styles['count']} data-severity={issues[0]?.severity}>
      {serious}
    </span>
  );
}

/** How many files the run has made. */
function ResultCount() {
  const count = useRuntime(({ results }) => results.length);
  if (count === 0) return undefined;
  return <span className={styles['none']}>{count === 1 ? '1 file' : `${count} files`}</span>;
}

function hintWords(count: number): string {
  return count === 1 ? '1 hint' : `${count} hints`;
}

function Legend() {
  return (
    <div className={styles['legend']} aria-hidden="true">
      <span>
        <i data-share="busy" /> busy
      </span>
      <span>
        <i data-share="waiting" /> waiting
      </span>
      <span>
        <i data-share="pressured" /> back-pressured
      </span>
    </div>
  );
}
