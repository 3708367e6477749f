/** What of a `KeyboardEvent` a shortcut is compared with. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '');

/** Keys that type a character of their own: matched by what they type, wherever the layout has it. */
const TYPED: Readonly<Record<string, string>> = {
  Slash: '/',
  'Shift+Slash': '?',
  Period: '.',
  Comma: ',',
};

const WORDS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Delete: 'Del',
  Escape: 'Esc',
  $mod: isMac ? '⌘' : 'Ctrl',
  Control: 'Ctrl',
  Shift: isMac ? '⇧' : 'Shift',
  Alt: isMac ? '⌥' : 'Alt',
};

/**
 * True if that press is that shortcut. Letters are compared by what they type, so that Z is Z on every
 * layout; other keys by their place.
 */
export function matchesShortcut(press: KeyPress, keys: string, mac = isMac): boolean {
  const parts = keys.split('+');
  const code = parts.pop()!;
  const wants = (name: string): boolean => parts.includes(name);
  const ctrl = wants('Control') || (wants('$mod') && !mac);
  const meta = wants('Meta') || (wants('$mod') && mac);
  if (press.ctrlKey !== ctrl || press.metaKey !== meta || press.altKey !== wants('Alt')) {
    return false;
  }
  const typed = TYPED[wants('Shift') ? `Shift+${code}` : code];
  if (typed !== undefined) return press.key === typed;
  if (press.shiftKey !== wants('Shift')) return false;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter && /^[a-z]$/i.test(press.key)) return press.key.toUpperCase() === letter;
  return press.code === code || press.key === code;
}

/** The shortcut as the sheet and tooltips show it: `Ctrl Shift E`. */
export function shortcutWords(keys: string): string {
  const typed = TYPED[keys];
  if (typed !== undefined) return typed;
  return keys
    .split('+')
    .map((part) => WORDS[part] ?? part.replace(/^(Key|Digit|Numpad)(?=.)/, ''))
    .join(' ');
}
