import { canvasStore } from '#studio/canvas/canvasStore.ts';
import { canvasView } from '#studio/canvas/view.ts';
import { FIT } from '#studio/canvas/viewActions.ts';
import { chooseFiles } from '#studio/document/chooseFiles.ts';
import { useDocumentActions } from '#studio/document/documentActions.ts';
import { Icon, type IconName } from '#studio/icons/Icon.tsx';
import { shortcutWords } from '#studio/keymap/shortcut.ts';
import { useRunActions } from '#studio/run/runActions.ts';
import { isLive } from '#studio/run/runStates.ts';
import { useServices } from '#studio/services.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import { uiStore } from '#studio/store/uiStore.ts';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { swapInCamera, swapInFile } from './swapSource.ts';
import styles from './Welcome.module.css';

/** Three ways to begin, below the pipeline that already runs. They go after the first choice or edit. */
export function Welcome() {
  const services = useServices();
  const run = useRunActions();
  const { openFile } = useDocumentActions();
  const section = useRef<HTMLElement>(null);
  useEffect(closeOnEdit, []);
  useEffect(() => (section.current ? makeRoom(section.current) : undefined), []);
  const running = useRuntime(({ snapshot }) => !snapshot || isLive(snapshot.state));

  async function dropFile(): Promise<void> {
    const [file] = await chooseFiles('video/*,audio/*,image/*,.json');
    if (!file) return;
    if (file.name.endsWith('.json')) await openFile(file);
    else await swapInFile(file, services, run);
  }

  return (
    <section ref={section} className={styles['welcome']} aria-label="Start">
      <h2>{running ? 'This is already running. Make it yours.' : 'Begin with one of these.'}</h2>
      <p>
        Every node shows its stream live. Draw an edge, turn a value, or swap the test pattern for
        something real.
      </p>
      <div className={styles['cards']}>
        <Card
          title="Use my camera"
          focused
          doc="Takes the place of the test pattern; filters and edges stay. The browser asks first, and the picture never leaves this machine."
          onClick={() => void swapInCamera(services, run)}
        >
          <span className={styles['swap']}>
            <Icon name="bars" size={34} />
            <Icon name="chevron-right" size={18} />
            <Icon name="camera" size={44} />
          </span>
        </Card>
        <Card
          title="Drop a file"
          doc="Anywhere on the canvas, or choose one. A video or sound becomes a source node; a pipeline opens stopped."
          onClick={() => void dropFile()}
        >
          <span className={styles['zone']}>
            {KINDS.map(([icon, word]) => (
              <span key={word}>
                <Icon name={icon} size={22} />
                {word}
              </span>
            ))}
          </span>
        </Card>
        <Card
          title="Open an example"
          keys="$mod+KeyO"
          doc="Eight pipelines that run offline, from motion on a street to captions of what is said."
          onClick={() => uiStore.getState().set({ dialog: 'examples' })}
        >
          <img src={services.examples[1]?.picture} alt="" />
        </Card>
      </div>
    </section>
  );
}

const KINDS: readonly (readonly [IconName, string])[] = [
  ['film', 'Video'],
  ['mic', 'Sound'],
  ['image', 'Picture'],
  ['json', 'Pipeline'],
];

function Card(props: {
  readonly title: string;
  readonly doc: string;
  readonly keys?: string;
  /** Takes the focus when the cards come. */
  readonly focused?: boolean;
  readonly children: ReactNode;
  onClick(): void;
}) {
  const { title, doc, keys, focused, children, onClick } = props;
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (focused) button.current?.focus({ preventScroll: true });
  }, [focused]);
  return (
    <button
      ref={button}
      type="button"
      className={styles['card']}
      aria-label={title}
      aria-describedby={id}
      onClick={onClick}
    >
      <span className={styles['picture']}>{children}</span>
      <span className={styles['words']}>
        <strong>
          {title}
          {keys && <kbd>{shortcutWords(keys)}</kbd>}
        </strong>
        <span id={id}>{doc}</span>
      </span>
    </button>
  );
}

function closeOnEdit(): () => void {
  return documentStore.subscribe((state, before) => {
    if (state.pipeline !== before.pipeline) uiStore.getState().set({ welcome: false });
  });
}

/** Shows the pipeline above the cards, whatever the size of the canvas; no overview while they are there. */
function makeRoom(section: HTMLElement): () => void {
  const { minimap } = canvasStore.getState();
  canvasStore.setState({ minimap: false });
  const canvas = section.parentElement;
  const resized = new ResizeObserver(() => {
    const view = canvasView();
    if (!canvas || !view) return;
    const room = canvas.getBoundingClientRect();
    const bottom = Math.round(room.bottom - section.getBoundingClientRect().top) + 16;
    const padding = { top: '24px', left: '24px', right: '24px', bottom: `${bottom}px` } as const;
    void view.flow.fitView({ ...FIT, padding });
  });
  if (canvas) resized.observe(canvas);
  return () => {
    resized.disconnect();
    canvasStore.setState({ minimap });
  };
}
