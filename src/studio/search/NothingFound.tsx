import type { OperatorSpec } from '#contract/spec.ts';
import { nearestOperator } from './rankOperators.ts';

/** What stands where a search found nothing: the nearest name, and the way back. */
export function NothingFound({
  specs,
  query,
}: {
  readonly specs: readonly OperatorSpec[];
  readonly query: string;
}) {
  const nearest = nearestOperator(specs, query);
  if (!nearest) return <p>No operator fits this port.</p>;
  return (
    <>
      <p>
        No operator is called “{query.trim()}”. Nearest: {nearest.title}.
      </p>
      <p>Press Esc to clear.</p>
    </>
  );
}
