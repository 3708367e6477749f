import { useEffect, useRef } from 'react';
import { shortcutWords } from '#studio/keymap/shortcut.ts';
import styles from './TooltipLayer.module.css';

/** How long a pointer rests before a tooltip comes, and how long after one the next comes at once. In ms. */
const SHOW_AFTER = 450;
const WARM_FOR = 300;

/**
 * The one tooltip of the page: shows the `data-tip` of what is hovered or focused, with its `data-keys`.
 * It only repeats what assistive tools get from names and descriptions, so they don't see it.
 */
export function TooltipLayer() {
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => (layer.current ? attachTooltip(layer.current) : undefined), []);
  return <div ref={layer} className={styles['tip']} popover="manual" aria-hidden="true" />;
}

function attachTooltip(layer: HTMLDivElement): () => void {
  let timer = 0;
  let owner: HTMLElement | undefined;
  let hiddenAt = -Infinity;

  function show(target: HTMLElement): void {
    const words = target.dataset['tip'];
    if (!words || !target.isConnected) return;
    layer.replaceChildren(words);
    const keys = target.dataset['keys'];
    if (keys) {
      const kbd = document.createElement('kbd');
      kbd.textContent = shortcutWords(keys);
      layer.append(kbd);
    }
    layer.showPopover();
    place(layer, target.getBoundingClientRect());
  }

  function hide(): void {
    clearTimeout(timer);
    if (layer.matches(':popover-open')) {
      hiddenAt = performance.now();
      layer.hidePopover();
    }
    owner = undefined;
  }

  function onOver(event: Event): void {
    const target = event.target instanceof Element ? event.target.closest('[data-tip]') : null;
    if (target === owner) return;
    hide();
    if (!(target instanceof HTMLElement)) return;
    if (event.type === 'focusin' && !target.matches(':focus-visible')) return;
    owner = target;
    const wait = performance.now() - hiddenAt < WARM_FOR ? 0 : SHOW_AFTER;
    timer = window.setTimeout(() => show(target), wait);
  }

  const showers = ['pointerover', 'focusin'] as const;
  const hiders = ['pointerdown', 'keydown', 'wheel', 'focusout'] as const;
  for (const type of showers) document.addEventListener(type, onOver);
  for (const type of hiders) document.addEventListener(type, hide, { passive: true });
  return () => {
    hide();
    for (const type of showers) document.removeEventListener(type, onOver);
    for (const type of hiders) document.removeEventListener(type, hide);
  };
}

/** Below the target, or above where there is no room; always inside the window. */
function place(layer: HTMLElement, target: DOMRect): void {
  const { width, height } = layer.getBoundingClientRect();
  const below = target.bottom + 6;
  const top = below + height > innerHeight - 4 ? target.top - height - 6 : below;
  const left = Math.min(
    Math.max(4, target.left + (target.width - width) / 2),
    innerWidth - width - 4,
  );
  layer.style.left = `${Math.round(left)}px`;
  layer.style.top = `${Math.round(top)}px`;
}
