import { paramFields } from '#contract/paramFields.ts';
import type { ParamField } from '#contract/params.ts';
import type { FaultNotice, Remedy } from '#contract/fault.ts';
import type { OperatorSpec } from '#contract/spec.ts';
import type { NodeId } from '#pipeline/pipeline.ts';
import { Button } from '#studio/controls/Button.tsx';
import { formatParam } from '#studio/format.ts';
import { useRunActions } from '#studio/run/runActions.ts';
import { useServices } from '#studio/services.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import { useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { chooseFileParam } from './chooseFileParam.ts';
import styles from './FaultPanel.module.css';

/** In place of a failed node's preview: what happened, why, and the ways out. */
export function FaultPanel(props: {
  readonly id: NodeId;
  readonly spec: OperatorSpec;
  /** Least height, in pixels: that of the preview. */
  readonly height: number;
}) {
  const { id, spec, height } = props;
  const fault = useFault(id);
  return (
    <div className={styles['fault']} role="alert" style={{ minHeight: height }}>
      <h4>{fault.title}</h4>
      <p>{fault.message}</p>
      {fault.remedies.length > 0 && (
        <div className={styles['remedies']}>
          {fault.remedies.map((remedy) => (
            <RemedyButton key={remedy} id={id} spec={spec} remedy={remedy} />
          ))}
        </div>
      )}
    </div>
  );
}

/** The fault of a node; the same object while it says the same. */
function useFault(id: NodeId): FaultNotice {
  const { title, message, remedies } = useRuntime(
    useShallow(({ snapshot }) => {
      const fault = snapshot?.nodes[id]?.fault;
      return {
        title: fault?.title ?? 'This node failed',
        message: fault?.message ?? 'It gave no reason.',
        remedies: (fault?.remedies ?? ['retry']).join(' '),
      };
    }),
  );
  return { title, message, remedies: remedies.split(' ').filter(Boolean) as Remedy[] };
}

function RemedyButton(props: {
  readonly id: NodeId;
  readonly spec: OperatorSpec;
  readonly remedy: Remedy;
}) {
  const { id, spec, remedy } = props;
  const { files } = useServices();
  const run = useRunActions();
  const fields = paramFields(spec);
  if (remedy === 'retry') {
    return (
      <Button small label="Retry" onClick={() => void run.restart()}>
        Retry
      </Button>
    );
  }
  if (remedy === 'choose-file') {
    const field = fields.find(({ kind }) => kind === 'file');
    if (!field) return undefined;
    const choose = async (): Promise<void> => {
      if (await chooseFileParam(files, id, field)) await run.restart();
    };
    return (
      <Button small label="Choose file…" onClick={() => void choose()}>
        Choose file…
      </Button>
    );
  }
  const field = fields.find(
    ({ meta }) => meta.control === 'camera' || meta.control === 'microphone',
  );
  return field && <DeviceButton id={id} field={field} onChosen={() => void run.restart()} />;
}

/** Looks like a button and opens the browser's own list of devices. */
function DeviceButton(props: {
  readonly id: NodeId;
  readonly field: ParamField;
  onChosen(): void;
}) {
  const { id, field, onChosen } = props;
  const { devices } = useServices();
  const [labels, setLabels] = useState<readonly string[]>([]);
  const kind = field.meta.control === 'microphone' ? 'microphone' : 'camera';
  const look = (): void => void devices.labels(kind).then(setLabels);
  const words = `Choose ${kind}…`;
  return (
    <span className={styles['choose']}>
      <select
        className="nodrag nopan nokey"
        aria-label={words}
        value="?"
        onPointerEnter={look}
        onFocus={look}
        onChange={(event) => {
          documentStore.getState().setParam(id, field.name, event.currentTarget.value);
          onChosen();
        }}
      >
        <option value="?" hidden>
          {words}
        </option>
        <option value="">{formatParam('', field)}</option>
        {labels
          .filter((label) => label !== '')
          .map((label) => (
            <option key={label} value={label}>
              {label}
            </option>
          ))}
      </select>
    </span>
  );
}
