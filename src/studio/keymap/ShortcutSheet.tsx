import { Dialog } from '#studio/controls/Dialog.tsx';
import { uiStore } from '#studio/store/uiStore.ts';
import type { Command } from './command.ts';
import { shortcutWords } from './shortcut.ts';
import styles from './ShortcutSheet.module.css';

/** Everything the keyboard can do, made from the commands themselves. */
export function ShortcutSheet({ commands }: { readonly commands: readonly Command[] }) {
  return (
    <Dialog
      title="Keyboard shortcuts"
      width={760}
      onClose={() => uiStore.getState().set({ dialog: undefined })}
    >
      <div className={styles['sheet']}>
        {groupsOf(commands).map(([group, rows]) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {rows.map(({ title, keys }) => (
                <div key={title}>
                  <dt>{title}</dt>
                  <dd>
                    {keys.map((each) => (
                      <kbd key={each}>{each}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

interface SheetRow {
  readonly title: string;
  readonly keys: readonly string[];
}

/** By group, in order of first mention; a command with two shortcuts is one row. */
export function groupsOf(commands: readonly Command[]): readonly [string, readonly SheetRow[]][] {
  const groups = new Map<string, Map<string, string[]>>();
  for (const { group, title, keys } of commands) {
    const rows = groups.get(group) ?? new Map<string, string[]>();
    groups.set(group, rows);
    rows.set(title, [...(rows.get(title) ?? []), shortcutWords(keys)]);
  }
  return [...groups].map(([group, rows]) => [
    group,
    [...rows].map(([title, keys]) => ({ title, keys })),
  ]);
}
