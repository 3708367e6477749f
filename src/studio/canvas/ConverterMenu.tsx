import { stepsOf, titleOfOffer } from '#pipeline/converters.ts';
import { Glyph } from '#studio/icons/Glyph.tsx';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Refusal } from './canvasStore.ts';
import styles from './ConverterMenu.module.css';
import { insertBetween, refsOf, settingWords } from './converting.ts';
import { hush } from './notices.ts';
import { canvasView } from './view.ts';

/** What can be put between two ends that don't fit: one click is a node and both edges, as one undo step. */
export function ConverterMenu({ refusal }: { readonly refusal: Refusal }) {
  const { from, to, offers, held } = refusal;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.querySelector('button')?.focus(), []);

  function onKeyDown(event: KeyboardEvent): void {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: buttons.length - 1 };
    const step = steps[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') hush();
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    buttons[(at + step) % buttons.length]?.focus();
  }

  return (
    <div
      ref={list}
      role="menu"
      aria-label="Put between"
      className={styles['menu']}
      onKeyDown={onKeyDown}
    >
      {offers.map((converter) => {
        const { spec } = converter;
        const settings = settingWords(converter);
        const title = titleOfOffer(converter);
        return (
          <button
            key={title}
            type="button"
            role="menuitem"
            className={styles['row']}
            title={stepsOf(converter)
              .map((step) => step.spec.doc)
              .join('\n')}
            onPointerEnter={(event) => event.currentTarget.focus({ preventScroll: true })}
            onClick={() => {
              const view = canvasView();
              hush();
              if (view) insertBetween(view, refsOf(from, to), converter, held);
            }}
          >
            <Glyph spec={spec} />
            <span>Put {title} between</span>
            {settings && <span className={styles['settings']}>{settings}</span>}
          </button>
        );
      })}
    </div>
  );
}
