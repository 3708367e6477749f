import { uiStore } from '#studio/store/uiStore.ts';
import type { UiState } from '#studio/store/documentState.ts';

const KEY = 'millrace.theme';

/**
 * Draws the page in the chosen theme and remembers the choice in this browser. Call before the first
 * render, so that nothing flashes. Ends with the returned disposable.
 */
export function keepTheme(): Disposable {
  uiStore.getState().set({ theme: remembered() });
  show(uiStore.getState().theme);
  const stop = uiStore.subscribe(({ theme }, before) => {
    if (theme === before.theme) return;
    show(theme);
    remember(theme);
  });
  return { [Symbol.dispose]: stop };
}

function show(theme: UiState['theme']): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset['theme'];
  else dataset['theme'] = theme;
}

/** Storage can be forbidden in this browser; the theme is then that of the system, for this visit only. */
function remembered(): UiState['theme'] {
  const stored = readStorage();
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

function readStorage(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

function remember(theme: UiState['theme']): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Forbidden or full: the choice holds for this visit, which is all that is lost.
  }
}
