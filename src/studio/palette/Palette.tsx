import { CATEGORIES, type OperatorSpec } from '#contract/spec.ts';
import { sentenceCase } from '#pipeline/portWords.ts';
import { addInSight } from '#studio/canvas/addOperator.ts';
import { useNarrow } from '#studio/canvas/useNarrow.ts';
import { canvasView } from '#studio/canvas/view.ts';
import { Icon } from '#studio/icons/Icon.tsx';
import { NothingFound } from '#studio/search/NothingFound.tsx';
import { rankOperators } from '#studio/search/rankOperators.ts';
import { useServices } from '#studio/services.ts';
import { useUi } from '#studio/store/uiStore.ts';
import { Fragment, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Ghost } from './Ghost.tsx';
import { groupsOf } from './groups.ts';
import { OperatorRow } from './OperatorRow.tsx';
import styles from './Palette.module.css';
import { PaletteRail } from './PaletteRail.tsx';
import { offerPaletteSearch } from './paletteSearch.ts';

/** All operators, by category, to be dragged onto the canvas or clicked. A rail of icons in a narrow window. */
export function Palette() {
  const isNarrow = useNarrow();
  const [isHovered, setHovered] = useState(false);
  return (
    <nav
      className={isNarrow ? styles['rail'] : styles['palette']}
      aria-label="Operators"
      onKeyDown={walkRows}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
    >
      {isNarrow ? <PaletteRail /> : <FullPalette isHovered={isHovered} />}
      <Ghost />
    </nav>
  );
}

function FullPalette({ isHovered }: { readonly isHovered: boolean }) {
  const { specs } = useServices();
  // The list grows while nobody points at it, lest a second click meet another row.
  const recent = useSettled(
    useUi((state) => state.recent),
    isHovered,
  );
  const [query, setQuery] = useState('');
  const isSearching = query.trim() !== '';
  const found = isSearching ? rankOperators(specs, query, recent) : specs;

  function onKeyDown(event: KeyboardEvent): void {
    const view = canvasView();
    const [first] = found;
    if (event.key === 'Enter' && isSearching && first && view) addInSight(view, first);
    else if (event.key === 'Escape' && query !== '') setQuery('');
    else if (event.key === 'Escape') (document.activeElement as HTMLElement | null)?.blur();
    else return;
    event.stopPropagation();
    event.preventDefault();
  }

  return (
    <>
      <SearchField query={query} onQuery={setQuery} onKeyDown={onKeyDown} />
      <div className={styles['scroll']}>
        {isSearching ? (
          <ul className={styles['found']} aria-label="Found operators">
            {found.map((spec) => (
              <OperatorRow key={spec.id} spec={spec} />
            ))}
          </ul>
        ) : (
          <Categories specs={specs} recent={recent} />
        )}
        {found.length === 0 && (
          <div className={styles['empty']}>
            <NothingFound specs={specs} query={query} />
          </div>
        )}
      </div>
    </>
  );
}

/** The value as it was when `isBusy` began. */
function useSettled<T>(value: T, isBusy: boolean): T {
  const [settled, setSettled] = useState(value);
  if (!isBusy && settled !== value) setSettled(value);
  return isBusy ? settled : value;
}

function SearchField(props: {
  readonly query: string;
  onQuery(query: string): void;
  onKeyDown(event: KeyboardEvent): void;
}) {
  const { query, onQuery, onKeyDown } = props;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => (input.current ? offerPaletteSearch(input.current) : undefined), []);
  return (
    <label className={styles['search']}>
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        aria-label="Search operators"
        placeholder="Search operators"
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <kbd aria-hidden="true">/</kbd>
    </label>
  );
}

function Categories(props: {
  readonly specs: readonly OperatorSpec[];
  readonly recent: readonly string[];
}) {
  const { specs, recent } = props;
  const lately = recent.flatMap((id) => specs.find((spec) => spec.id === id) ?? []);
  return (
    <>
      {lately.length > 0 && <Section title="Recent" specs={lately} isRecent />}
      {CATEGORIES.map((category) => (
        <Section
          key={category}
          title={sentenceCase(category)}
          specs={specs.filter((spec) => spec.category === category)}
        />
      ))}
    </>
  );
}

function Section(props: {
  readonly title: string;
  readonly specs: readonly OperatorSpec[];
  readonly isRecent?: boolean;
}) {
  const { title, specs, isRecent = false } = props;
  const [isOpen, setOpen] = useState(true);
  if (specs.length === 0) return undefined;
  return (
    <section className={styles['section']} aria-label={title}>
      <h2>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-label={`${title}, ${specs.length}`}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon name={isOpen ? 'chevron-down' : 'chevron-right'} size={12} />
          <span>{title}</span>
          {specs.length}
        </button>
      </h2>
      {isOpen &&
        groupsOf(specs).map((group) => (
          <Fragment key={group.title ?? ''}>
            {group.title && <h3>{group.title}</h3>}
            <ul aria-label={group.title}>
              {group.specs.map((spec) => (
                <OperatorRow key={spec.id} spec={spec} isRecent={isRecent} />
              ))}
            </ul>
          </Fragment>
        ))}
    </section>
  );
}

/** Arrow keys go from row to row, and from the search into the rows. */
function walkRows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, li button')];
  const next = stops[stops.indexOf(document.activeElement as HTMLElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
