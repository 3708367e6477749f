import type { NodeId } from '#pipeline/pipeline.ts';
import { Button } from '#studio/controls/Button.tsx';
import { useRunActions } from '#studio/run/runActions.ts';
import { runtimeStore, useRuntime } from '#studio/store/runtimeStore.ts';
import { problemsAt } from '#studio/drawer/issues.ts';
import { useServices } from '#studio/services.ts';
import { documentStore, useDocument } from '#studio/store/documentStore.ts';
import styles from './Panel.module.css';
import { shrinkFix } from './shrinkFix.ts';
import { slownessOf } from './slowness.ts';

/** What is wrong with a node or holds it up, before its parameters. */
export function Findings({ id }: { readonly id: NodeId }) {
  const fault = useRuntime(({ snapshot }) => snapshot?.nodes[id]?.fault);
  const slow = useRuntime(({ snapshot }) => slownessOf(snapshot?.nodes ?? {}, id));
  const problems = useRuntime((state) => state.problems);
  const pipeline = useDocument((state) => state.pipeline);
  const { restart } = useRunActions();
  return (
    <>
      {problemsAt(problems, pipeline, id).map((problem) => (
        <div
          key={problem.where + problem.message}
          className={problem.severity === 'error' ? styles['fault'] : styles['finding']}
        >
          <p>
            {problem.message} {problem.fix}
          </p>
        </div>
      ))}
      {fault && (
        <div className={styles['fault']} role="alert">
          <h4>{fault.title}</h4>
          <p>{fault.message}</p>
          {fault.remedies.includes('retry') && (
            <Button label="Retry" small onClick={() => void restart()}>
              Retry
            </Button>
          )}
        </div>
      )}
      {slow && (
        <div className={styles['finding']}>
          <h4>Slower than its input</h4>
          <p>{slow}</p>
          <ShrinkButton id={id} />
        </div>
      )}
    </>
  );
}

/** One click, one undo step: smaller pictures for a node that can't keep up. */
function ShrinkButton({ id }: { readonly id: NodeId }) {
  const { specs, specOf } = useServices();
  const pipeline = useDocument((state) => state.pipeline);
  const title = useRuntime(
    ({ snapshot }) => shrinkFix(pipeline, id, snapshot?.nodes[id], specs, specOf)?.title,
  );
  if (title === undefined) return undefined;
  function fix(): void {
    const reading = runtimeStore.getState().snapshot?.nodes[id];
    documentStore
      .getState()
      .edit((before) => shrinkFix(before, id, reading, specs, specOf)?.apply(before) ?? before);
  }
  return (
    <Button label={title} small onClick={fix}>
      {title}
    </Button>
  );
}
