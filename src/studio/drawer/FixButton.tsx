import type { Fix } from '#pipeline/lint/finding.ts';
import { Button } from '#studio/controls/Button.tsx';
import { documentStore } from '#studio/store/documentStore.ts';

/** Mends one thing: one click, one undo step. */
export function FixButton({ fix, subject }: { readonly fix: Fix; readonly subject: string }) {
  return (
    <Button
      small
      label={`${fix.title}: ${subject}`}
      onClick={() => documentStore.getState().edit((pipeline) => fix.apply(pipeline))}
    >
      {fix.title}
    </Button>
  );
}
