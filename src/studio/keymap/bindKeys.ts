import type { Command } from './command.ts';
import { matchesShortcut } from './shortcut.ts';

/** What a text field does itself with the modifier held. */
const TEXT_EDITING: ReadonlySet<string> = new Set(
  ['KeyA', 'KeyC', 'KeyV', 'KeyX', 'KeyZ', 'KeyY', 'KeyD', 'Shift+KeyV', 'Shift+KeyZ'].map(
    (keys) => `$mod+${keys}`,
  ),
);

/** Keys that a slider or a list answers itself while it has the focus. */
const OWN_KEYS = /^(Arrow|Home$|End$|Page|Space$|Enter$)/;

/** Keys that press a button or follow a link. */
const PRESS_KEYS = /^(Space|Enter)$/;

/**
 * Runs commands on their keys, anywhere in the window, except where a dialog is open or the focused field
 * wants the key. Returns how to stop.
 */
export function bindKeys(commands: readonly Command[]): () => void {
  const bound = commands.filter(({ native }) => !native);
  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    if (document.querySelector('dialog[open], [role="menu"]:popover-open')) return;
    const command = bound.find(({ keys }) => matchesShortcut(event, keys));
    if (!command || belongsToField(event.target, command.keys)) return;
    event.preventDefault();
    command.run();
  }
  addEventListener('keydown', onKeyDown);
  return () => removeEventListener('keydown', onKeyDown);
}

function belongsToField(target: EventTarget | null, keys: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (isTyping(target)) return !keys.startsWith('$mod+') || TEXT_EDITING.has(keys);
  if (target.matches('input, select, [role="tab"], [role="slider"], [role="option"]')) {
    return OWN_KEYS.test(keys);
  }
  return target.matches('button, a[href]') && PRESS_KEYS.test(keys);
}

/** True for a field that takes text; a slider or a check box takes none. */
function isTyping(target: HTMLElement): boolean {
  if (target instanceof HTMLInputElement) {
    return !['range', 'checkbox', 'radio', 'button', 'color', 'file'].includes(target.type);
  }
  return target.isContentEditable || target instanceof HTMLTextAreaElement;
}
