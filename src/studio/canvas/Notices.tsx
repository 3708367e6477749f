import type { SpecOf } from '#contract/spec.ts';
import { Icon } from '#studio/icons/Icon.tsx';
import { Shape } from '#studio/icons/Shape.tsx';
import { documentStore } from '#studio/store/documentStore.ts';
import { type CSSProperties, useEffect } from 'react';
import { useConnection } from 'reactflow';
import { type ClientPoint, type Refusal, useCanvas } from './canvasStore.ts';
import styles from './Notices.module.css';
import { hush, showRefusal } from './notices.ts';
import { endOf, sameEnd } from './wireGestures.ts';
import { endWords, wireProblem } from './wiring.ts';

/** What the canvas has to say: why a wire can't be, or what became of a gesture. */
export function Notices({ specOf }: { readonly specOf: SpecOf }) {
  useRefusalWhileWiring(specOf);
  const refusal = useCanvas((state) => state.refusal);
  const notice = useCanvas((state) => state.notice);
  useEffect(() => {
    document.addEventListener('pointerdown', hush, true);
    return () => document.removeEventListener('pointerdown', hush, true);
  }, []);
  return (
    // Always mounted, so that assistive tools hear what appears in it.
    <div role="status">
      {refusal && <RefusalTip refusal={refusal} specOf={specOf} />}
      {notice && (
        <p className={styles['tip']} style={beside(notice.at, 'out')}>
          {notice.text}
        </p>
      )}
    </div>
  );
}

function RefusalTip({ refusal, specOf }: { readonly refusal: Refusal; readonly specOf: SpecOf }) {
  const { from, to, problem, at } = refusal;
  const { pipeline } = documentStore.getState();
  // What sends stands above what takes, whichever the wire was started from.
  const ends = from.side === 'out' ? [from, to] : [to, from];
  return (
    <div role="tooltip" className={styles['tip']} style={beside(at, to.side)}>
      <h4>
        <Icon name="no" />
        {problem.title}
      </h4>
      {problem.offered === '' ? (
        <p>{problem.sentence}</p>
      ) : (
        <div className={styles['ends']}>
          {ends.map((end) => {
            const { type, name, does } = endWords(pipeline, end, specOf);
            return (
              <div key={`${end.side} ${name}`}>
                {type && <Shape type={type} />}
                <span>{name}</span>
                <span className={styles['quiet']}>{does}</span>
              </div>
            );
          })}
        </div>
      )}
      {problem.hint && <p>{problem.hint}</p>}
    </div>
  );
}

/** Keeps the refusal in step with the port under the pointer, from the first moment over it. */
function useRefusalWhileWiring(specOf: SpecOf): void {
  const over = useConnection(({ inProgress, fromHandle, toHandle, isValid }) => {
    if (!inProgress) return undefined;
    if (!toHandle || isValid || sameEnd(endOf(fromHandle), endOf(toHandle))) return '';
    return JSON.stringify([endOf(fromHandle), endOf(toHandle)]);
  });
  useEffect(() => {
    if (over === undefined) return;
    if (over === '') {
      hush();
      return;
    }
    const [from, to] = JSON.parse(over) as [Refusal['from'], Refusal['to']];
    const problem = wireProblem(documentStore.getState().pipeline, from, to, specOf);
    if (problem) showRefusal({ from, to, problem });
  }, [over, specOf]);
}

/** The widest a notice gets, in pixels, as in the stylesheet. */
const WIDTH = 344;

/** Next to a point and clear of the wire that ends there: left of an input, right of an output. */
function beside({ x, y }: ClientPoint, side: 'in' | 'out'): CSSProperties {
  const isLeft = side === 'in' ? x > WIDTH + 20 : x > innerWidth - WIDTH - 20;
  const across = isLeft ? { right: innerWidth - x + 12 } : { left: x + 12 };
  return y > 180 ? { ...across, bottom: innerHeight - y + 16 } : { ...across, top: y + 20 };
}
