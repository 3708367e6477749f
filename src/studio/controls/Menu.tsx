import { Icon, type IconName } from '#studio/icons/Icon.tsx';
import { shortcutWords } from '#studio/keymap/shortcut.ts';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import styles from './Menu.module.css';

/** One line of a menu. */
export interface MenuItem {
  readonly title: string;
  readonly icon?: IconName;
  readonly keys?: string;
  /** Set for one of a choice: whether it is the chosen one. */
  readonly chosen?: boolean;
  /** Draws a line above. */
  readonly apart?: boolean;
  readonly disabled?: boolean;
  run(): void;
}

/** A button that opens a list of actions. Arrow keys walk through it, Escape and a click elsewhere close it. */
export function Menu(props: {
  readonly label: string;
  readonly className: string | undefined;
  readonly children: ReactNode;
  /** A function is asked when it opens. */
  readonly items: readonly MenuItem[] | (() => readonly MenuItem[]);
}) {
  const { label, className, children, items } = props;
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  function onToggle(isOpen: boolean): void {
    setOpen(isOpen);
    if (!isOpen || !button.current || !list.current) return;
    place(list.current, button.current.getBoundingClientRect());
  }
  // The items are there one render after the list has opened.
  useEffect(() => {
    if (open && list.current) itemsOf(list.current)[0]?.focus();
  }, [open]);

  function onKeyDown(event: KeyboardEvent): void {
    if (!list.current) return;
    const buttons = itemsOf(list.current);
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: (at + 1) % buttons.length,
      ArrowUp: (at - 1 + buttons.length) % buttons.length,
      Home: 0,
      End: buttons.length - 1,
    };
    const next = steps[event.key];
    if (event.key === 'Tab') list.current.hidePopover();
    if (next === undefined) return;
    event.preventDefault();
    buttons[next]?.focus();
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        popoverTarget={id}
        data-tip={label}
      >
        {children}
      </button>
      <div
        ref={list}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        className={styles['menu']}
        onToggle={(event) => onToggle(event.newState === 'open')}
        onKeyDown={onKeyDown}
      >
        {open &&
          (typeof items === 'function' ? items() : items).map((item) => (
            <Row key={item.title} item={item} list={list} />
          ))}
      </div>
    </>
  );
}

function Row(props: {
  readonly item: MenuItem;
  readonly list: { readonly current: HTMLDivElement | null };
}) {
  const { item, list } = props;
  return (
    <button
      type="button"
      role={item.chosen === undefined ? 'menuitem' : 'menuitemradio'}
      aria-checked={item.chosen}
      disabled={item.disabled}
      className={styles['row']}
      data-apart={item.apart}
      onPointerEnter={(event) => event.currentTarget.focus({ preventScroll: true })}
      onClick={() => {
        list.current?.hidePopover();
        item.run();
      }}
    >
      <span className={styles['icon']}>
        {item.chosen ? <Icon name="check" /> : item.icon && <Icon name={item.icon} />}
      </span>
      <span className={styles['title']}>{item.title}</span>
      {item.keys && <kbd>{shortcutWords(item.keys)}</kbd>}
    </button>
  );
}

function itemsOf(list: HTMLElement): readonly HTMLButtonElement[] {
  return [...list.querySelectorAll<HTMLButtonElement>('button:enabled')];
}

function place(list: HTMLElement, button: DOMRect): void {
  const { width } = list.getBoundingClientRect();
  list.style.top = `${Math.round(button.bottom + 4)}px`;
  list.style.left = `${Math.round(Math.max(4, Math.min(button.left, innerWidth - width - 8)))}px`;
}
