import { Menu } from '#studio/controls/Menu.tsx';
import buttons from '#studio/controls/Button.module.css';
import { Icon } from '#studio/icons/Icon.tsx';
import { uiStore, useUi } from '#studio/store/uiStore.ts';

const THEMES = [
  { theme: 'system', title: 'System' },
  { theme: 'light', title: 'Light' },
  { theme: 'dark', title: 'Dark' },
] as const;

/** Light, dark, or as the system says. */
export function ThemeMenu() {
  const chosen = useUi((state) => state.theme);
  return (
    <Menu
      label="Theme"
      className={`${buttons['button']} ${buttons['plain']} ${buttons['square']}`}
      items={THEMES.map(({ theme, title }) => ({
        title,
        chosen: theme === chosen,
        run: () => uiStore.getState().set({ theme }),
      }))}
    >
      <Icon name="theme" />
    </Menu>
  );
}
