import { setParam } from '#pipeline/nodes.ts';
import type { NodeId } from '#pipeline/pipeline.ts';
import panel from '#studio/inspector/Panel.module.css';
import { useRunActions } from '#studio/run/runActions.ts';
import { useServices } from '#studio/services.ts';
import { documentStore, useDocument } from '#studio/store/documentStore.ts';
import { formatClock } from '#studio/format.ts';
import { useShallow } from 'zustand/react/shallow';
import { playedFile } from './moments.ts';
import styles from './TranscriptPanel.module.css';
import { type Said, useTranscript } from './transcriptLog.ts';

/** So much before a word the file begins, so that its first sound is heard, in s. */
const LEAD = 0.2;

/**
 * All that was said at a node. Where a file plays it, a click on a word plays the file from there: what is said in
 * the moments behind is understood anew.
 */
export function TranscriptPanel({ id }: { readonly id: NodeId }) {
  const said = useTranscript(id);
  const { specOf } = useServices();
  const actions = useRunActions();
  const file = useDocument(useShallow(({ pipeline }) => playedFile(pipeline, id, specOf)));
  if (said.length === 0) return undefined;

  function jump(at: number): void {
    if (!file) return;
    const start = Math.max(0, Math.round((at - LEAD) * 10) / 10);
    documentStore.getState().edit((pipeline) => setParam(pipeline, file.node, 'start', start));
    void actions.restart();
  }

  return (
    <section className={panel['section']} aria-label="Transcript">
      <h3>
        Transcript
        {file && <span>{file.loops ? 'no jumps while it loops' : 'click a word to play it'}</span>}
      </h3>
      <ol className={styles['list']}>
        {said.map((one) => (
          <li key={`${one.run}-${one.id}`} data-final={one.final || undefined}>
            <time className={styles['time']}>{timeOf(one, file !== undefined)}</time>
            <p>
              {one.words.map(({ text, at }, index) =>
                file && !file.loops ? (
                  <button key={index} type="button" onClick={() => jump(at)}>
                    {text}
                  </button>
                ) : (
                  <span key={index}>{text} </span>
                ),
              )}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A moment of the file, or the time of day. */
function timeOf({ words }: Said, ofFile: boolean): string {
  const at = words[0]!.at;
  return ofFile ? formatClock(at * 1000, true) : new Date(at * 1000).toLocaleTimeString();
}
