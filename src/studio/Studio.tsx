import { TopBar } from '#studio/bar/TopBar.tsx';
import { Canvas } from '#studio/canvas/Canvas.tsx';
import { RecentDialog } from '#studio/autosave/RecentDialog.tsx';
import { StoppedDialog } from '#studio/autosave/StoppedDialog.tsx';
import { TooltipLayer } from '#studio/controls/TooltipLayer.tsx';
import { ImportProblems } from '#studio/document/ImportProblems.tsx';
import { Drawer } from '#studio/drawer/Drawer.tsx';
import { ExamplesDialog } from '#studio/examples/ExamplesDialog.tsx';
import { Inspector } from '#studio/inspector/Inspector.tsx';
import { ShortcutSheet } from '#studio/keymap/ShortcutSheet.tsx';
import { useKeymap } from '#studio/keymap/useKeymap.ts';
import { Palette } from '#studio/palette/Palette.tsx';
import { RunDialog } from '#studio/run/RunDialog.tsx';
import { useUi } from '#studio/store/uiStore.ts';
import { EmptyCanvas } from '#studio/welcome/EmptyCanvas.tsx';
import { Welcome } from '#studio/welcome/Welcome.tsx';
import styles from './Studio.module.css';

/** The whole page: bar, palette, canvas, inspector and drawer, and the dialogs over them. */
export function Studio() {
  const commands = useKeymap();
  const dialog = useUi((state) => state.dialog);
  const welcome = useUi((state) => state.welcome);
  return (
    <div className={styles['studio']}>
      <TopBar />
      <div className={styles['palette']}>
        <Palette />
      </div>
      <main className={styles['canvas']}>
        <Canvas />
        {welcome ? <Welcome /> : <EmptyCanvas />}
      </main>
      <Inspector />
      <Drawer />
      {dialog === 'shortcuts' && <ShortcutSheet commands={commands} />}
      {dialog === 'examples' && <ExamplesDialog />}
      {dialog === 'stopped' && <StoppedDialog />}
      {dialog === 'run' && <RunDialog />}
      {dialog === 'recent' && <RecentDialog />}
      {dialog === 'import-problems' && <ImportProblems />}
      <TooltipLayer />
    </div>
  );
}
