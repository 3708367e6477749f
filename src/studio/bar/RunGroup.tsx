import { Icon, type IconName } from '#studio/icons/Icon.tsx';
import { type RunActions, useRunActions } from '#studio/run/runActions.ts';
import { isLive } from '#studio/run/runStates.ts';
import { useDocument } from '#studio/store/documentStore.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import type { RunState } from '#engine/snapshot.ts';
import styles from './RunGroup.module.css';

/** Run, Pause, Step and Stop; the one that tells the state is filled. */
export function RunGroup() {
  const state = useRuntime((runtime) => runtime.snapshot?.state);
  const empty = useDocument((document) => document.pipeline.nodes.length === 0);
  const actions = useRunActions();
  return (
    <div className={styles['group']} role="group" aria-label="Run">
      {buttonsOf(state, empty, actions).map((button) => (
        <button
          key={button.label}
          type="button"
          className={button.icon === 'play' ? styles['run'] : undefined}
          aria-label={button.label}
          aria-pressed={button.pressed}
          disabled={button.disabled}
          data-tip={button.tip}
          data-keys={button.keys}
          onClick={button.run}
        >
          <Icon name={button.icon} />
          {button.icon === 'play' && 'Run'}
        </button>
      ))}
    </div>
  );
}

interface RunButton {
  readonly label: string;
  readonly icon: IconName;
  readonly tip: string;
  readonly keys?: string;
  readonly pressed?: boolean;
  readonly disabled: boolean;
  run(): void;
}

function buttonsOf(
  state: RunState | undefined,
  empty: boolean,
  actions: RunActions,
): readonly RunButton[] {
  const live = isLive(state);
  const paused = state === 'paused';
  return [
    {
      label: 'Run',
      icon: 'play',
      tip: paused ? 'Go on' : 'Run this pipeline',
      keys: '$mod+Enter',
      pressed: live && !paused,
      disabled: empty,
      run: () => void (live && !paused ? undefined : actions.start()),
    },
    {
      label: 'Pause',
      icon: 'pause',
      tip: paused ? 'Go on' : 'Pause; devices stay open',
      keys: 'KeyP',
      pressed: paused,
      disabled: !live,
      run: () => (paused ? actions.resume() : actions.pause()),
    },
    {
      label: 'Step',
      icon: 'step',
      tip: paused ? 'One chunk from every source' : 'Step: pause first',
      disabled: !paused,
      run: () => actions.step(),
    },
    {
      label: 'Stop',
      icon: 'stop',
      tip: 'Stop and let every device go',
      disabled: !live,
      run: () => void actions.stop(),
    },
  ];
}
