import { decimalsOf, formatParam } from '#studio/format.ts';
import {
  grainOf,
  type NumberField,
  nudged,
  rounded,
  shareOf,
  stepOf,
  typed,
  valueAt,
} from '#studio/node/scrub.ts';
import { figure } from '#base/figures.ts';
import { type CSSProperties, type KeyboardEvent, useState } from 'react';
import styles from './NumberField.module.css';

/** Positions of a slider whose scale is its own: fine enough for a wide screen. */
const NOTCHES = 1000;

interface NumberProps {
  readonly field: NumberField;
  readonly value: number;
  onChange(value: number): void;
}

/** A slider with a tick at the default. Drags are merged into one undo step by the document. */
export function Slider({ field, value, onChange }: NumberProps) {
  const { min, max, fallback, meta } = field;
  const log = meta.scale === 'log';
  const geometry = { '--at': shareOf(field, value), '--default': shareOf(field, fallback) };
  return (
    <div className={styles['slider']} style={geometry as CSSProperties}>
      <s />
      <input
        type="range"
        aria-label={meta.title}
        aria-description={meta.description}
        aria-valuetext={formatParam(value, field)}
        min={log ? 0 : min}
        max={log ? NOTCHES : max}
        step={log ? 1 : stepOf(field)}
        value={log ? Math.round(shareOf(field, value) * NOTCHES) : value}
        onChange={(event) => {
          const at = Number(event.currentTarget.value);
          onChange(log ? rounded(field, valueAt(field, at / NOTCHES)) : at);
        }}
        onDoubleClick={() => onChange(fallback)}
      />
    </div>
  );
}

/** The value as text that can be typed over. Enter and leaving keep it, Escape doesn't; arrows step. */
export function TypedNumber({ field, value, onChange }: NumberProps) {
  const [draft, setDraft] = useState<string>();
  const text = draft ?? formatParam(value, field);

  function keep(): void {
    const next = draft === undefined ? undefined : typed(field, draft);
    setDraft(undefined);
    if (next !== undefined) onChange(next);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'Enter') keep();
    if (event.key === 'Escape') setDraft(undefined);
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    setDraft(undefined);
    onChange(nudged(field, value, event.key === 'ArrowUp' ? 1 : -1, grainOf(event)));
  }

  const limits = [field.min, field.max].map((limit) => figure(limit, decimalsOf(field)));
  return (
    <input
      className={styles['typed']}
      inputMode="decimal"
      aria-label={field.meta.title}
      aria-description={limits.join(' to ')}
      value={text}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={onKeyDown}
    />
  );
}
