import { CATEGORIES, type Category } from '#contract/spec.ts';
import { sentenceCase } from '#pipeline/portWords.ts';
import { searchAtCursor } from '#studio/canvas/canvasCommands.ts';
import { Icon, type IconName } from '#studio/icons/Icon.tsx';
import { useServices } from '#studio/services.ts';
import { Fragment, useId, useRef, useState } from 'react';
import { groupsOf } from './groups.ts';
import { OperatorRow } from './OperatorRow.tsx';
import styles from './Palette.module.css';

const ICONS: Readonly<Record<Category, IconName>> = {
  sources: 'camera',
  video: 'film',
  audio: 'sine',
  flow: 'speed',
  sinks: 'eye',
};

/** The palette of a narrow window: one button a category, each opening its operators beside it. */
export function PaletteRail() {
  const { specs } = useServices();
  const present = CATEGORIES.filter((category) => specs.some((spec) => spec.category === category));
  return (
    <>
      <button
        type="button"
        className={styles['railButton']}
        aria-label="Search operators"
        data-tip="Search operators"
        data-keys="Slash"
        onClick={searchAtCursor}
      >
        <Icon name="search" />
      </button>
      {present.map((category) => (
        <RailCategory key={category} category={category} />
      ))}
    </>
  );
}

function RailCategory({ category }: { readonly category: Category }) {
  const { specs } = useServices();
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const title = sentenceCase(category);
  const hide = (): void => popover.current?.hidePopover();
  return (
    <>
      <button
        ref={button}
        type="button"
        className={styles['railButton']}
        aria-label={title}
        aria-expanded={isOpen}
        data-tip={isOpen ? undefined : title}
        popoverTarget={id}
      >
        <Icon name={ICONS[category]} />
      </button>
      <div
        ref={popover}
        id={id}
        popover="auto"
        className={styles['popover']}
        onToggle={({ newState }) => {
          setOpen(newState === 'open');
          if (newState === 'open') place(popover.current, button.current);
        }}
      >
        {isOpen && (
          <>
            <h2>{title}</h2>
            {groupsOf(specs.filter((spec) => spec.category === category)).map((group) => (
              <Fragment key={group.title ?? ''}>
                {group.title && <h3>{group.title}</h3>}
                <ul aria-label={group.title ?? title}>
                  {group.specs.map((spec) => (
                    <OperatorRow key={spec.id} spec={spec} onDrag={hide} onAdd={hide} />
                  ))}
                </ul>
              </Fragment>
            ))}
          </>
        )}
      </div>
    </>
  );
}

/** Right of its button, kept inside the window. */
function place(popover: HTMLElement | null, button: HTMLElement | null): void {
  if (!popover || !button) return;
  const { right, top } = button.getBoundingClientRect();
  // The rows come with the next render; their room is bounded by the stylesheet.
  requestAnimationFrame(() => {
    const { height } = popover.getBoundingClientRect();
    popover.style.left = `${Math.round(right + 6)}px`;
    popover.style.top = `${Math.round(Math.max(4, Math.min(top, innerHeight - height - 8)))}px`;
  });
}
