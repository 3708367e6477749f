import { figure } from '#base/figures.ts';
import { useState } from 'react';
import styles from './Panel.module.css';

/** One limit of a queue, typed in: Enter and leaving keep it, Escape doesn't, an empty field takes it back. */
export function LimitField(props: {
  readonly label: string;
  readonly tip: string;
  /** The limit as it counts now, in `unit`; Infinity for none. */
  readonly value: number;
  readonly decimals?: number;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly disabled?: boolean;
  /** Undefined leaves it to the engine. */
  onChange(value: number | undefined): void;
}) {
  const { label, tip, value, decimals = 0, unit, min, max, disabled, onChange } = props;
  const [draft, setDraft] = useState<string>();
  const words = Number.isFinite(value) ? `${figure(value, decimals)} ${unit}` : 'none';

  function keep(): void {
    if (draft === undefined) return;
    setDraft(undefined);
    const text = draft.trim();
    if (text === '') return onChange(undefined);
    const typed = Number.parseFloat(text.replaceAll(/[\s\u202f]/g, '').replace(',', '.'));
    if (!Number.isFinite(typed)) return;
    const limited = Math.min(max, Math.max(min, typed));
    const next = decimals === 0 ? Math.round(limited) : limited;
    if (next !== value) onChange(next);
  }

  return (
    <div className={styles['row']}>
      <span data-tip={tip}>{label}</span>
      <input
        className={styles['number']}
        inputMode="decimal"
        aria-label={label}
        aria-description={`${figure(min, min < 1 ? 3 : 0)} to ${figure(max)} ${unit}`}
        disabled={disabled}
        value={draft ?? words}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep();
          if (event.key === 'Escape') setDraft(undefined);
        }}
      />
    </div>
  );
}
