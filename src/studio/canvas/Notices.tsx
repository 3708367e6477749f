import { documentStore } from '#studio/store/documentStore.ts';
import { type CSSProperties, useEffect } from 'react';
import { useConnection } from 'reactflow';
import { type ClientPoint, type Refusal, useCanvas } from './canvasStore.ts';
import type { Operators } from '#studio/run/judge.ts';
import { offersBetween } from './converting.ts';
import styles from './Notices.module.css';
import { hush, showRefusal } from './notices.ts';
import { RefusalTip } from './RefusalTip.tsx';
import { endOf, sameEnd } from './wireGestures.ts';
import { wireProblem } from './wiring.ts';

/** What the canvas has to say: why a wire can't be, or what became of a gesture. */
export function Notices({ operators }: { readonly operators: Operators }) {
  const { specOf } = operators;
  useRefusalWhileWiring(operators);
  const refusal = useCanvas((state) => state.refusal);
  const notice = useCanvas((state) => state.notice);
  useEffect(() => {
    document.addEventListener('pointerdown', hushElsewhere, true);
    return () => document.removeEventListener('pointerdown', hushElsewhere, true);
  }, []);
  return (
    // Always mounted, so that assistive tools hear what appears in it.
    <div role="status">
      {refusal && (
        <RefusalTip
          key={String(refusal.dropped)}
          refusal={refusal}
          specOf={specOf}
          place={beside(refusal.at, refusal.to.side)}
        />
      )}
      {notice && (
        <p className={styles['tip']} style={beside(notice.at, 'out')}>
          {notice.text}
        </p>
      )}
    </div>
  );
}

/** A click next to a choice is an answer too. */
function hushElsewhere({ target }: PointerEvent): void {
  if (!(target instanceof Element && target.closest('[data-choice]'))) hush();
}

/** Keeps the refusal in step with the port under the pointer, from the first moment over it. */
function useRefusalWhileWiring(operators: Operators): void {
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
    const { pipeline } = documentStore.getState();
    const problem = wireProblem(pipeline, from, to, operators.specOf);
    if (!problem) return;
    showRefusal({ from, to, problem, offers: offersBetween(pipeline, from, to, operators) });
  }, [over, operators]);
}

/** The widest a notice gets, in pixels, as in the stylesheet. */
const WIDTH = 344;

/** Next to a point and clear of the wire that ends there: left of an input, right of an output. */
function beside({ x, y }: ClientPoint, side: 'in' | 'out'): CSSProperties {
  const isLeft = side === 'in' ? x > WIDTH + 20 : x > innerWidth - WIDTH - 20;
  const across = isLeft ? { right: innerWidth - x + 12 } : { left: x + 12 };
  return y > 180 ? { ...across, bottom: innerHeight - y + 16 } : { ...across, top: y + 20 };
}
