import { formatParam } from '#studio/format.ts';
import { type CSSProperties, type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import {
  type Grain,
  grainOf,
  nudged,
  type NumberField,
  scrubbed,
  shareOf,
  typed,
} from './scrub.ts';
import styles from './ScrubField.module.css';

/** A press that moves less is a click, in CSS pixels. */
const DEAD_ZONE = 3;

interface Drag {
  /** Where the current grain began, and the value there. */
  readonly x: number;
  readonly value: number;
  readonly grain: Grain;
  readonly moved: boolean;
}

/**
 * Label, value and slider in one: drag scrubs (Shift fine, Ctrl coarse), arrows step, Enter or a digit
 * types, double-click and Delete reset. The fill shows where in the range the value lies.
 */
export function ScrubField(props: {
  readonly field: NumberField;
  readonly value: number;
  onChange(value: number): void;
}) {
  const { field, value, onChange } = props;
  const { title, description } = field.meta;
  const [draft, setDraft] = useState<string>();
  const drag = useRef<Drag>(undefined);

  if (draft !== undefined) {
    const finish = (text: string | undefined): void => {
      const next = text === undefined ? undefined : typed(field, text);
      setDraft(undefined);
      if (next !== undefined && next !== value) onChange(next);
    };
    return <TypedValue title={title} draft={draft} onFinish={finish} />;
  }

  function onPointerDown(event: PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, value, grain: grainOf(event), moved: false };
  }

  function onPointerMove(event: PointerEvent<HTMLDivElement>): void {
    const before = drag.current;
    if (!before) return;
    const grain = grainOf(event);
    const across = event.clientX - before.x;
    if (!before.moved && Math.abs(across) < DEAD_ZONE) return;
    // Where the key changes, the value goes on from what it is, without a jump.
    const start = grain === before.grain ? before : { x: event.clientX, value, grain };
    drag.current = { ...start, moved: true };
    const { width } = event.currentTarget.getBoundingClientRect();
    const next = scrubbed(field, start.value, (event.clientX - start.x) / width, grain);
    if (next !== value) onChange(next);
  }

  function onPointerEnd(): void {
    drag.current = undefined;
  }

  function onKeyDown(event: KeyboardEvent): void {
    const next = keyValue(field, value, event);
    if (next !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      if (next !== value) onChange(next);
    } else if (event.key === 'Enter' || event.key === 'F2') {
      event.preventDefault();
      event.stopPropagation();
      setDraft(formatParam(value, field));
    } else if (/^[\d.,-]$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      setDraft(event.key);
    }
  }

  return (
    <div
      className={`${styles['scrub']} nodrag nopan nokey`}
      style={{ '--at': shareOf(field, value) } as CSSProperties}
      role="slider"
      tabIndex={0}
      aria-label={title}
      aria-description={description}
      aria-valuemin={field.min}
      aria-valuemax={field.max}
      aria-valuenow={value}
      aria-valuetext={formatParam(value, field)}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerEnd}
      onPointerCancel={onPointerEnd}
      onDoubleClick={(event) => {
        event.stopPropagation();
        onChange(field.fallback);
      }}
      onKeyDown={onKeyDown}
    >
      <span>{title}</span>
      <b>{formatParam(value, field)}</b>
    </div>
  );
}

function keyValue(field: NumberField, value: number, event: KeyboardEvent): number | undefined {
  switch (event.key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return nudged(field, value, 1, grainOf(event));
    case 'ArrowLeft':
    case 'ArrowDown':
      return nudged(field, value, -1, grainOf(event));
    case 'PageUp':
      return nudged(field, value, 1, 'coarse');
    case 'PageDown':
      return nudged(field, value, -1, 'coarse');
    case 'Home':
      return field.min;
    case 'End':
      return field.max;
    case 'Delete':
    case 'Backspace':
      return field.fallback;
    default:
      return undefined;
  }
}

/** The value as text. Enter and leaving keep it, Escape does not. */
function TypedValue(props: {
  readonly title: string;
  readonly draft: string;
  /** Gets the text to keep, or undefined to leave the value as it was. */
  onFinish(text: string | undefined): void;
}) {
  const { title, draft, onFinish } = props;
  const done = useRef(false);
  function finish(text: string | undefined): void {
    // Leaving follows Enter and Escape, when the input goes away.
    if (done.current) return;
    done.current = true;
    onFinish(text);
  }
  return (
    <input
      ref={(input) => {
        if (!input || input === document.activeElement) return;
        input.focus();
        // One typed character is the beginning of a number; a whole value is there to be replaced.
        if (draft.length > 1) input.select();
      }}
      className={`${styles['typed']} nodrag nopan nokey`}
      aria-label={title}
      inputMode="decimal"
      defaultValue={draft}
      onBlur={(event) => finish(event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') finish(event.currentTarget.value);
        if (event.key === 'Escape') finish(undefined);
      }}
    />
  );
}
