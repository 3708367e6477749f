import type { EdgeId, NodeId } from '#pipeline/pipeline.ts';
import { FixButton } from '#studio/drawer/FixButton.tsx';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import styles from './Panel.module.css';

/** What the linter says of a node or an edge, each with its cure. */
export function FindingCards({
  at,
  subject,
}: {
  readonly at: NodeId | EdgeId;
  readonly subject: string;
}) {
  const findings = useRuntime((state) => state.findings);
  return (
    findings
      .filter(({ node, edge }) => node === at || edge === at)
      // What is no harm and has no cure stands in the list alone.
      .filter(({ severity, fix }) => severity !== 'hint' || fix)
      .map(({ rule, severity, title, message, fix }) => (
        <div
          key={rule + message}
          role="note"
          className={styles[CARDS[severity]]}
          data-severity={severity}
        >
          <h4>{title}</h4>
          <p>{message}</p>
          {fix && <FixButton fix={fix} subject={subject} />}
        </div>
      ))
  );
}

const CARDS = { error: 'fault', warning: 'finding', hint: 'hint' } as const;
