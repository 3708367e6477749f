import { runReport } from '#engine/runReport.ts';
import type { RunSnapshot } from '#engine/snapshot.ts';
import { isSource } from '#contract/spec.ts';
import { totalDrops } from '#stream/dropReason.ts';
import { Button } from '#studio/controls/Button.tsx';
import { download } from '#studio/document/download.ts';
import {
  formatClock,
  formatCount,
  formatDuration,
  formatRate,
  formatShare,
} from '#studio/format.ts';
import { MODE_WORDS } from '#studio/run/modeWords.ts';
import { useServices } from '#studio/services.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { runtimeStore, useRuntime } from '#studio/store/runtimeStore.ts';
import { uiStore } from '#studio/store/uiStore.ts';
import { useState } from 'react';
import { ResultList } from './ResultList.tsx';
import styles from './RunView.module.css';

/** One run as a whole: how it was started, how far it is, whether its books are right, and what it made. */
export function RunView() {
  const snapshot = useRuntime((state) => state.snapshot);
  if (!snapshot) {
    return (
      <p className={styles['empty']}>
        Nothing has run yet. How it goes, and what it makes, stands here.
      </p>
    );
  }
  return (
    <div className={styles['view']}>
      <RunFacts snapshot={snapshot} />
      <ResultList />
    </div>
  );
}

const STATE_WORDS: Readonly<Record<RunSnapshot['state'], string>> = {
  opening: 'Opening',
  running: 'Running',
  paused: 'Paused',
  draining: 'Ending',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Stopped',
};

function RunFacts({ snapshot }: { readonly snapshot: RunSnapshot }) {
  const { specOf } = useServices();
  const mode = useRuntime((state) => state.mode);
  const seed = useRuntime((state) => state.seed);
  const workers = useRuntime((state) => state.workers);
  const { share, leftMs } = snapshot.progress ?? {};
  const rate = documentStore.getState().pipeline.nodes.reduce((sum, { id, operator }) => {
    const spec = specOf(operator);
    return spec && isSource(spec) ? sum + (snapshot.nodes[id]?.rate ?? 0) : sum;
  }, 0);
  const drops = Object.values(snapshot.nodes).reduce(
    (sum, { dropped }) => sum + totalDrops(dropped),
    0,
  );
  const facts: readonly (readonly [string, string])[] = [
    ['State', STATE_WORDS[snapshot.state]],
    ['Mode', MODE_WORDS[mode].title],
    ['Seed', String(seed)],
    ['Workers', String(workers)],
    ['Run time', formatClock(snapshot.elapsedMs, true)],
    ['Progress', share === undefined ? '–' : formatShare(share)],
    ['Time left', leftMs === undefined ? '–' : formatDuration(leftMs)],
    ['From sources', formatRate(rate)],
    ['Dropped', formatCount(drops)],
    ['Accounted for', booksWords(snapshot)],
  ];
  return (
    <section className={styles['facts']} aria-label="This run">
      <dl>
        {facts.map(([title, words]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <div className={styles['acts']}>
        <CopyReport />
        <Button small label="Run options" onClick={() => uiStore.getState().set({ dialog: 'run' })}>
          Options…
        </Button>
      </div>
    </section>
  );
}

/** Known once the run has ended. */
function booksWords({ leaks, violations }: RunSnapshot): string {
  if (!leaks) return 'at its end';
  return violations.length === 0 ? 'every chunk' : `${violations.length} not`;
}

/** The report as JSON on the clipboard; where the browser refuses, as a file. */
function CopyReport() {
  const [copied, setCopied] = useState(false);
  async function copy(): Promise<void> {
    const { snapshot, mode, seed, workers } = runtimeStore.getState();
    if (!snapshot) return;
    const { pipeline } = documentStore.getState();
    const report = runReport(pipeline, { mode, seed, workers }, snapshot);
    const text = `${JSON.stringify(report, null, 2)}\n`;
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      download('run-report.json', text, 'application/json');
    }
  }
  return (
    <Button small icon="copy" label="Copy report" onClick={() => void copy()}>
      {copied ? 'Copied' : 'Copy report'}
    </Button>
  );
}
