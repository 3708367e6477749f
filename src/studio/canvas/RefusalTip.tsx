import type { SpecOf } from '#contract/spec.ts';
import { titleOfOffer } from '#pipeline/converters.ts';
import { Icon } from '#studio/icons/Icon.tsx';
import { Shape } from '#studio/icons/Shape.tsx';
import { documentStore } from '#studio/store/documentStore.ts';
import type { CSSProperties } from 'react';
import type { Refusal } from './canvasStore.ts';
import { ConverterMenu } from './ConverterMenu.tsx';
import styles from './Notices.module.css';
import { endWords } from './wiring.ts';

/** Why a wire can't be, and what could be put between. Once the wire was let go, one of them can be chosen. */
export function RefusalTip(props: {
  readonly refusal: Refusal;
  readonly specOf: SpecOf;
  readonly place: CSSProperties;
}) {
  const { refusal, specOf, place } = props;
  const { from, to, problem, offers, dropped } = refusal;
  const { pipeline } = documentStore.getState();
  // What sends stands above what takes, whichever the wire was started from.
  const ends = from.side === 'out' ? [from, to] : [to, from];
  const isChoice = dropped && offers.length > 0;
  return (
    <div
      role={isChoice ? 'group' : 'tooltip'}
      aria-label={isChoice ? problem.title : undefined}
      className={styles['tip']}
      style={place}
      data-choice={isChoice || undefined}
    >
      <h4>
        <Icon name="no" />
        {problem.title}
      </h4>
      {problem.field === 'type' ? (
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
      ) : (
        <p>{problem.sentence}</p>
      )}
      {problem.hint && <p>{problem.hint}</p>}
      {isChoice && <ConverterMenu refusal={refusal} />}
      {!dropped && offers.length > 0 && (
        <p>Let go to put {listWords(offers.map(titleOfOffer))} between.</p>
      )}
    </div>
  );
}

/** `Level, Loudness or Pitch`. */
function listWords(words: readonly string[]): string {
  return words.length < 2
    ? (words[0] ?? '')
    : `${words.slice(0, -1).join(', ')} or ${words.at(-1)!}`;
}
