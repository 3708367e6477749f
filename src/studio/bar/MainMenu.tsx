import buttons from '#studio/controls/Button.module.css';
import { Menu, type MenuItem } from '#studio/controls/Menu.tsx';
import { chooseFiles } from '#studio/document/chooseFiles.ts';
import { type DocumentActions, useDocumentActions } from '#studio/document/documentActions.ts';
import { Icon } from '#studio/icons/Icon.tsx';
import { uiStore } from '#studio/store/uiStore.ts';
import styles from './MainMenu.module.css';

/** The mark, which opens what can be done with documents. */
export function MainMenu() {
  const actions = useDocumentActions();
  return (
    <Menu
      label="Menu"
      className={`${buttons['button']} ${buttons['plain']} ${buttons['square']} ${styles['mark']}`}
      items={itemsOf(actions)}
    >
      <Icon name="mark" size={20} />
    </Menu>
  );
}

/** Asks for a pipeline and opens it. */
export async function choosePipeline(actions: DocumentActions): Promise<void> {
  const [file] = await chooseFiles('.json,application/json');
  if (file) await actions.openFile(file);
}

function itemsOf(actions: DocumentActions): readonly MenuItem[] {
  const { set } = uiStore.getState();
  return [
    { title: 'New', icon: 'file', run: () => void actions.create() },
    { title: 'Open…', icon: 'folder', run: () => void choosePipeline(actions) },
    { title: 'Recent…', icon: 'reset', run: () => set({ dialog: 'recent' }) },
    {
      title: 'Examples…',
      icon: 'image',
      keys: '$mod+KeyO',
      run: () => set({ dialog: 'examples' }),
    },
    {
      title: 'Save a copy',
      icon: 'import',
      keys: '$mod+KeyS',
      apart: true,
      run: actions.exportJson,
    },
    { title: 'Copy JSON', icon: 'copy', run: () => void actions.copyJson() },
    { title: 'Rename', icon: 'pencil', keys: 'F2', run: () => set({ renamingDocument: true }) },
    {
      title: 'First-visit cards',
      icon: 'eye',
      apart: true,
      run: () => set({ welcome: true }),
    },
    {
      title: 'Keyboard shortcuts',
      icon: 'help',
      keys: 'Shift+Slash',
      run: () => set({ dialog: 'shortcuts' }),
    },
  ];
}
