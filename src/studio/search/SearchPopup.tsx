import { Icon } from '#studio/icons/Icon.tsx';
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { createPortal } from 'react-dom';
import styles from './SearchPopup.module.css';

/** One line that can be chosen. */
export interface SearchItem {
  readonly key: string;
  readonly icon: ReactNode;
  readonly title: string;
  /** What stands at the right, such as the category. */
  readonly aside: string;
  /** Shown below the list while this line is the current one. */
  readonly doc: string;
  choose(): void;
}

/** What a search popup shows; its owner finds the items. */
export interface SearchPopupProps {
  readonly label: string;
  readonly placeholder: string;
  /** Where it opens, in pixels of the window; kept inside of it. */
  readonly at: { readonly x: number; readonly y: number };
  items(query: string): readonly SearchItem[];
  /** What stands in place of the list when nothing is found. */
  renderEmpty(query: string): ReactNode;
  onClose(): void;
}

/** A field with a list below it. Arrow keys walk, Enter chooses, Escape or a press elsewhere closes. */
export function SearchPopup(props: SearchPopupProps) {
  const { label, placeholder, at, onClose } = props;
  const [query, setQuery] = useState('');
  const [current, setCurrent] = useState(0);
  const popup = useRef<HTMLDivElement>(null);
  const id = useId();
  const items = props.items(query);
  const chosen = items[Math.min(current, items.length - 1)];

  useEffect(() => closeOnPressElsewhere(popup, onClose), [onClose]);
  // The keyboard goes back to where it came from, unless it has gone elsewhere.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => queueMicrotask(() => document.activeElement === document.body && giveFocus(before)),
    [before],
  );
  const chosenId = chosen && `${id}${chosen.key}`;
  useEffect(() => {
    if (chosenId) document.getElementById(chosenId)?.scrollIntoView({ block: 'nearest' });
  }, [chosenId]);

  function onKeyDown(event: KeyboardEvent): void {
    // The keys of the page sleep while one searches.
    event.stopPropagation();
    const last = items.length - 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: current >= last ? 0 : current + 1,
      ArrowUp: current <= 0 ? last : current - 1,
      PageDown: Math.min(current + 8, last),
      PageUp: Math.max(current - 8, 0),
    };
    const next = moves[event.key];
    if (next !== undefined) setCurrent(next);
    else if (event.key === 'Enter') choose(chosen);
    else if (event.key === 'Escape' && query !== '' && items.length === 0) search('');
    else if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else return;
    event.preventDefault();
  }

  function search(text: string): void {
    setQuery(text);
    setCurrent(0);
  }

  function choose(item: SearchItem | undefined): void {
    if (!item) return;
    onClose();
    item.choose();
  }

  return createPortal(
    <div ref={popup} role="dialog" aria-label={label} className={styles['popup']} style={keep(at)}>
      <div className={styles['field']}>
        <Icon name="search" />
        <input
          autoFocus
          role="combobox"
          aria-label={placeholder}
          aria-expanded={items.length > 0}
          aria-controls={`${id}list`}
          aria-activedescendant={chosenId}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          value={query}
          onChange={(event) => search(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <ul id={`${id}list`} role="listbox" aria-label={label} className={styles['list']}>
        {items.map((item, index) => (
          <li
            key={item.key}
            id={`${id}${item.key}`}
            role="option"
            aria-selected={item === chosen}
            className={styles['item']}
            onPointerMove={() => setCurrent(index)}
            onClick={() => choose(item)}
          >
            {item.icon}
            <span className={styles['title']}>{item.title}</span>
            <span className={styles['aside']}>{item.aside}</span>
          </li>
        ))}
      </ul>
      {items.length === 0 && <div className={styles['empty']}>{props.renderEmpty(query)}</div>}
      {chosen && <p className={styles['doc']}>{chosen.doc}</p>}
    </div>,
    document.body,
  );
}

function giveFocus(element: Element | null): void {
  if (element instanceof HTMLElement) element.focus({ preventScroll: true });
}

/** Width and greatest height of a popup, in pixels, as in the stylesheet. */
const WIDTH = 288;
const HEIGHT = 356;

function keep({ x, y }: SearchPopupProps['at']): CSSProperties {
  return {
    left: Math.max(8, Math.min(x, innerWidth - WIDTH - 8)),
    top: Math.max(8, Math.min(y, innerHeight - HEIGHT - 8)),
  };
}

function closeOnPressElsewhere(
  popup: { readonly current: HTMLElement | null },
  onClose: () => void,
): () => void {
  const listen = ({ target }: PointerEvent): void => {
    if (!(target instanceof Node && popup.current?.contains(target))) onClose();
  };
  document.addEventListener('pointerdown', listen, true);
  return () => document.removeEventListener('pointerdown', listen, true);
}
