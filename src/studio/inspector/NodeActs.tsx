import type { OperatorSpec } from '#contract/spec.ts';
import { copyNodes, pasteNodes } from '#pipeline/clipboard.ts';
import { removeNodes, setMode } from '#pipeline/nodes.ts';
import type { NodeId, PipelineNode } from '#pipeline/pipeline.ts';
import { Button } from '#studio/controls/Button.tsx';
import buttons from '#studio/controls/Button.module.css';
import { Menu } from '#studio/controls/Menu.tsx';
import { useDocumentActions } from '#studio/document/documentActions.ts';
import { Icon } from '#studio/icons/Icon.tsx';
import { canBypass } from '#studio/node/canBypass.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { uiStore } from '#studio/store/uiStore.ts';
import styles from './Panel.module.css';

/** Where a duplicate lands, from its original. In pixels, on the grid of 8. */
const APART = 32;

/** Mute, bypass, and what else can be done with a node. */
export function NodeActs(props: {
  readonly node: PipelineNode;
  readonly spec: OperatorSpec | undefined;
}) {
  const { node, spec } = props;
  const { openExampleOf } = useDocumentActions();
  const { id, mode, operator } = node;
  return (
    <div className={styles['acts']}>
      <ModeButtons ids={[id]} mode={mode} bypass={spec !== undefined && canBypass(spec)} />
      <Menu
        label="More"
        className={`${buttons['button']} ${buttons['small']} ${buttons['square']}`}
        items={[
          { title: 'Rename', icon: 'pencil', keys: 'F2', run: () => rename(id) },
          { title: 'Duplicate', icon: 'copy', keys: '$mod+KeyD', run: () => duplicateNodes([id]) },
          { title: 'Delete', icon: 'trash', keys: 'Delete', run: () => deleteNodes([id]) },
          {
            title: 'Open its example',
            icon: 'image',
            apart: true,
            run: () => void openExampleOf(operator),
          },
        ]}
      >
        <Icon name="more" />
      </Menu>
    </div>
  );
}

/** Mute, and Bypass where it applies, for nodes that share a mode. */
export function ModeButtons(props: {
  readonly ids: readonly NodeId[];
  readonly mode: PipelineNode['mode'];
  readonly bypass: boolean;
}) {
  const { ids, mode, bypass } = props;
  const toggle = (wanted: 'muted' | 'bypassed'): void =>
    documentStore
      .getState()
      .edit((pipeline) => setMode(pipeline, ids, mode === wanted ? undefined : wanted));
  return (
    <>
      <Button
        label="Mute"
        icon="mute"
        small
        pressed={mode === 'muted'}
        tip="Sends nothing"
        keys="KeyM"
        onClick={() => toggle('muted')}
      >
        Mute
      </Button>
      {bypass && (
        <Button
          label="Bypass"
          icon="bypass"
          small
          pressed={mode === 'bypassed'}
          tip="Passes its input on as it is"
          keys="KeyB"
          onClick={() => toggle('bypassed')}
        >
          Bypass
        </Button>
      )}
    </>
  );
}

/** Adds a copy of nodes beside them, with the edges among them, and selects it. */
export function duplicateNodes(ids: readonly NodeId[]): void {
  let copies: readonly NodeId[] = [];
  documentStore.getState().edit((pipeline) => {
    const part = copyNodes(pipeline, ids);
    const chosen = pipeline.nodes.filter(({ id }) => ids.includes(id));
    const at = [0, 1].map((axis) => Math.min(...chosen.map((node) => node.at[axis]!)) + APART);
    const pasted = pasteNodes(pipeline, part, [at[0]!, at[1]!]);
    copies = pasted.ids;
    return pasted.pipeline;
  });
  uiStore.getState().select(copies);
}

/** Takes nodes out of the document. */
export function deleteNodes(ids: readonly NodeId[]): void {
  documentStore.getState().edit((pipeline) => removeNodes(pipeline, ids));
}

function rename(id: NodeId): void {
  uiStore.getState().set({ renaming: id });
}
