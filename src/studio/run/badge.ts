import type { Finding } from '#pipeline/lint/finding.ts';
import type { EdgeId, NodeId } from '#pipeline/pipeline.ts';
import type { RuntimeState } from '#studio/store/runtimeState.ts';

/** The mark of what the linter found on a node or an edge. */
export interface Badge {
  readonly severity: Exclude<Finding['severity'], 'hint'>;
  /** What it says, in a sentence. */
  readonly words: string;
}

/** The worst of a node's or edge's findings, in a string that stays the same while it does; empty for none. */
export function badgeWords({ findings }: RuntimeState, at: NodeId | EdgeId): string {
  const found = findings.filter(
    ({ severity, node, edge }) => severity !== 'hint' && (node === at || edge === at),
  );
  const [worst] = found;
  if (!worst) return '';
  const more = found.length > 1 ? ` And ${found.length - 1} more.` : '';
  return `${worst.severity} ${worst.title}. ${worst.message}${more}`;
}

/** The badge that such a string tells of. */
export function badgeOf(words: string): Badge | undefined {
  if (words === '') return undefined;
  const space = words.indexOf(' ');
  return { severity: words.slice(0, space) as Badge['severity'], words: words.slice(space + 1) };
}
