import { type OperatorSpec, privacyOf } from '#contract/spec.ts';
import type { NodeState } from '#engine/snapshot.ts';
import { renameNode, setMode } from '#pipeline/nodes.ts';
import type { PipelineNode } from '#pipeline/pipeline.ts';
import { Glyph } from '#studio/icons/Glyph.tsx';
import { Icon } from '#studio/icons/Icon.tsx';
import { documentStore } from '#studio/store/documentStore.ts';
import { uiStore, useUi } from '#studio/store/uiStore.ts';
import { useRef } from 'react';
import { canBypass } from './canBypass.ts';
import { FindingMark } from './FindingMark.tsx';
import styles from './NodeHeader.module.css';
import { StateMark } from './StateMark.tsx';

/** Glyph, title, mute and bypass, and the mark of the state. */
export function NodeHeader(props: {
  readonly node: PipelineNode;
  readonly spec: OperatorSpec | undefined;
  readonly state: NodeState;
}) {
  const { node, spec, state } = props;
  const title = node.title ?? spec?.title ?? node.operator;
  const renaming = useUi((ui) => ui.renaming === node.id);
  return (
    <header className={styles['header']}>
      {spec ? <Glyph spec={spec} /> : <Icon name="help" />}
      {renaming ? (
        <TitleField node={node} title={title} />
      ) : (
        <h3
          className={styles['title']}
          data-tip={spec && title !== spec.title ? spec.title : undefined}
          onDoubleClick={(event) => {
            event.stopPropagation();
            uiStore.getState().set({ renaming: node.id });
          }}
        >
          {title}
        </h3>
      )}
      {spec && privacyOf(spec, node.params) === 'leaves-device' && (
        <span
          className={styles['leaves']}
          role="img"
          aria-label="Leaves this machine"
          data-tip="What goes in here leaves this machine"
        >
          ↗
        </span>
      )}
      <span className={styles['tools']}>
        <ModeButton node={node} mode="muted" />
        {spec && canBypass(spec) && <ModeButton node={node} mode="bypassed" />}
      </span>
      <FindingMark id={node.id} />
      <StateMark state={state} />
    </header>
  );
}

const MODES = {
  muted: { icon: 'mute', label: 'Mute', keys: 'KeyM' },
  bypassed: { icon: 'bypass', label: 'Bypass', keys: 'KeyB' },
} as const;

function ModeButton(props: { readonly node: PipelineNode; readonly mode: 'muted' | 'bypassed' }) {
  const { node, mode } = props;
  const { icon, label, keys } = MODES[mode];
  const on = node.mode === mode;
  return (
    <button
      type="button"
      className={`${styles['tool']} nodrag nopan`}
      aria-label={label}
      aria-pressed={on}
      data-tip={label}
      data-keys={keys}
      onClick={(event) => {
        event.stopPropagation();
        const next = on ? undefined : mode;
        documentStore.getState().edit((pipeline) => setMode(pipeline, [node.id], next));
      }}
    >
      <Icon name={icon} />
    </button>
  );
}

function TitleField({ node, title }: { readonly node: PipelineNode; readonly title: string }) {
  const done = useRef(false);
  function finish(text: string | undefined): void {
    if (done.current) return;
    done.current = true;
    uiStore.getState().set({ renaming: undefined });
    if (text === undefined || text.trim() === title) return;
    documentStore.getState().edit((pipeline) => renameNode(pipeline, node.id, text));
  }
  return (
    <input
      ref={(input) => {
        if (!input || input === document.activeElement) return;
        input.focus({ preventScroll: true });
        input.select();
      }}
      className={`${styles['rename']} nodrag nopan nokey`}
      aria-label="Title"
      maxLength={80}
      spellCheck={false}
      defaultValue={title}
      onBlur={(event) => finish(event.currentTarget.value)}
      onDoubleClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') finish(event.currentTarget.value);
        if (event.key === 'Escape') finish(undefined);
      }}
    />
  );
}
