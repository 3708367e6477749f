import type { NodeId } from '#pipeline/pipeline.ts';
import { showIssue } from '#studio/drawer/showIssue.ts';
import { useServices } from '#studio/services.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import { type Why, whyWaiting } from './whyWaiting.ts';
import styles from './WhyCard.module.css';

/** Why this node is waiting: what it needs, who is silent and for how long, up to the culprit. Each name leads there. */
export function WhyCard({ id }: { readonly id: NodeId }) {
  const { specOf } = useServices();
  // A string, so that it draws only when a word has changed.
  const text = useRuntime(({ snapshot }) => {
    if (!snapshot) return '';
    const { pipeline } = documentStore.getState();
    const why = whyWaiting(id, { pipeline, specOf, snapshot });
    return why ? JSON.stringify(why) : '';
  });
  if (text === '') return undefined;
  const { title, words, steps } = JSON.parse(text) as Why;
  return (
    <section className={styles['card']} aria-label="Why it waits">
      <h4>{title}</h4>
      {words.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <ol>
        {steps.map(({ node, title: name, words: sentence }) => (
          <li key={node}>
            <button type="button" onClick={() => showIssue({ node })}>
              {name}
            </button>{' '}
            {sentence}
          </li>
        ))}
      </ol>
    </section>
  );
}
