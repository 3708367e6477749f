import type { Json } from '#base/json.ts';
import { NUMBER_PORT } from '#contract/drivable.ts';
import type { DrivableField, ParamField } from '#contract/params.ts';
import { canConnect } from '#pipeline/connection.ts';
import { connect, disconnect } from '#pipeline/edges.ts';
import {
  type NodeId,
  type Pipeline,
  type PipelineNode,
  type PortRef,
  portRef,
} from '#pipeline/pipeline.ts';
import { portsFit, titleOf } from '#pipeline/ports.ts';
import type { SpecOf } from '#contract/spec.ts';
import { Menu, type MenuItem } from '#studio/controls/Menu.tsx';
import { formatParam } from '#studio/format.ts';
import { Icon } from '#studio/icons/Icon.tsx';
import { Shape } from '#studio/icons/Shape.tsx';
import type { Driven } from '#studio/node/useDriven.ts';
import { useServices } from '#studio/services.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { uiStore } from '#studio/store/uiStore.ts';
import styles from './DriveParam.module.css';
import buttonStyles from './RowButton.module.css';

const SOCKET = `${buttonStyles['button']} ${styles['socket']}`;

/** The button that lists every output with numbers that could drive the param. */
export function DriveButton({
  node,
  field,
}: {
  readonly node: NodeId;
  readonly field: DrivableField;
}) {
  const { specOf } = useServices();
  const to = portRef(node, field.name);
  const items = (): readonly MenuItem[] => {
    const outputs = numberOutputs(documentStore.getState().pipeline, to, specOf);
    if (outputs.length === 0) {
      return [{ title: 'No numbers flow that could drive it', disabled: true, run() {} }];
    }
    return outputs.map(({ from, title }) => ({
      title,
      run: () => documentStore.getState().edit((pipeline) => connect(pipeline, from, to)),
    }));
  };
  return (
    <Menu label={`Drive ${field.meta.title} by…`} className={SOCKET} items={items}>
      <Icon name="socket" size={12} />
    </Menu>
  );
}

/** In place of the control of a param that a stream sets: what it is now, where that comes from, and a way to let go. */
export function DrivenValue(props: {
  readonly field: ParamField;
  readonly driven: Driven;
  /** What it is until the first number. */
  readonly own: Json;
}) {
  const { field, driven, own } = props;
  const { title } = field.meta;
  const { edge, source, from, value } = driven;
  return (
    <>
      <div className={styles['driven']}>
        <output
          className={styles['value']}
          aria-label={title}
          data-tip={`${title} is driven by ${from}; let go to set it here`}
        >
          {formatParam(value ?? own, field)}
        </output>
        <button
          type="button"
          className={SOCKET}
          aria-label={`Let go of ${title}`}
          data-tip="Let go"
          onClick={() => documentStore.getState().edit((pipeline) => disconnect(pipeline, [edge]))}
        >
          <Icon name="close" size={12} />
        </button>
      </div>
      <button
        type="button"
        className={styles['source']}
        aria-label={`${title} is driven by ${from}. Go there`}
        onClick={() => uiStore.getState().select([source])}
      >
        <Shape type="value/number" />
        <span>driven by {from}</span>
      </button>
    </>
  );
}

/** Every output that could enter the param, by the title of its node. */
function numberOutputs(
  pipeline: Pipeline,
  to: PortRef,
  specOf: SpecOf,
): readonly { readonly from: PortRef; readonly title: string }[] {
  return pipeline.nodes.flatMap((node) => {
    const outputs = Object.entries(specOf(node.operator)?.outputs ?? {});
    return outputs
      .filter(([, port]) => portsFit(port, NUMBER_PORT))
      .map(([name]) => ({
        from: portRef(node.id, name),
        // The id tells nodes of one name apart.
        title: `${titleOf(node, specOf)} · ${name}${isOneOfSeveral(pipeline, node, specOf) ? ` (${node.id})` : ''}`,
      }))
      .filter(({ from }) => canConnect(pipeline, from, to, specOf));
  });
}

function isOneOfSeveral(pipeline: Pipeline, node: PipelineNode, specOf: SpecOf): boolean {
  const title = titleOf(node, specOf);
  return pipeline.nodes.some((other) => other !== node && titleOf(other, specOf) === title);
}
