import { capsConflicts } from '#pipeline/connection.ts';
import { convertFixes } from '#pipeline/lint/convertFixes.ts';
import { edgeId, type EdgeId } from '#pipeline/pipeline.ts';
import { FixButton } from '#studio/drawer/FixButton.tsx';
import { useServices } from '#studio/services.ts';
import { useDocument } from '#studio/store/documentStore.ts';
import styles from './Panel.module.css';

/** Why an edge can't carry what comes, and what could be put into it. Nothing where it can. */
export function EdgeConflict({ id }: { readonly id: EdgeId }) {
  const services = useServices();
  const pipeline = useDocument((state) => state.pipeline);
  const found = capsConflicts(pipeline, services.specOf).find(({ edge }) => edgeId(edge) === id);
  if (!found) return undefined;
  const { edge, refusal } = found;
  return (
    <div role="note" className={styles['fault']} data-severity="error">
      <h4>{refusal.title}</h4>
      <p>{refusal.sentence}</p>
      {convertFixes(pipeline, edge, services).map((fix) => (
        <FixButton key={fix.title} fix={fix} subject="this edge" />
      ))}
    </div>
  );
}
