import type { NodeState } from '#engine/snapshot.ts';
import type { ReactNode } from 'react';
import styles from './StateMark.module.css';

/** What each state is called, in lower case; also the accessible name of its mark. */
export const STATE_NAMES: Readonly<Record<NodeState, string>> = {
  off: 'off',
  opening: 'opening',
  running: 'running',
  waiting: 'waiting',
  pressured: 'back-pressured',
  error: 'error',
  ended: 'ended',
  muted: 'muted',
  bypassed: 'bypassed',
};

const ring = <circle cx="5" cy="5" r="3.9" />;

/** One shape a state: told apart without colour. */
const MARKS: Readonly<Record<NodeState, ReactNode>> = {
  off: ring,
  opening: <circle className={styles['arc']} cx="5" cy="5" r="3.9" />,
  running: <circle className={styles['solid']} cx="5" cy="5" r="4.5" />,
  waiting: (
    <>
      {ring}
      <circle className={styles['solid']} cx="5" cy="5" r="1.7" />
    </>
  ),
  pressured: (
    <>
      {ring}
      <path className={styles['solid']} d="M5 1a4 4 0 0 0 0 8z" />
    </>
  ),
  error: <path className={styles['solid']} d="M5 .2 10.3 9.6H-.3z" />,
  ended: (
    <>
      {ring}
      <path d="M3.4 5h3.2" />
    </>
  ),
  muted: (
    <>
      {ring}
      <path d="m2.3 7.7 5.4-5.4" />
    </>
  ),
  bypassed: <path d="M-.5 7.5h1.7c2 0 1.5-5 3.8-5s1.8 5 3.8 5h1.7" />,
};

/** The 10 px mark of a node's state. */
export function StateMark({ state }: { readonly state: NodeState }) {
  const name = STATE_NAMES[state];
  return (
    <svg
      className={styles['mark']}
      data-state={state}
      role="img"
      aria-label={name}
      viewBox="0 0 10 10"
      width={10}
      height={10}
    >
      {MARKS[state]}
    </svg>
  );
}
