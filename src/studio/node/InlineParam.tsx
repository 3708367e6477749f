import type { Json } from '#base/json.ts';
import type { ParamField } from '#contract/params.ts';
import type { OperatorSpec } from '#contract/spec.ts';
import { findNode, type NodeId } from '#pipeline/pipeline.ts';
import { useChosenField } from '#studio/chosenField.ts';
import { formatParam } from '#studio/format.ts';
import { Icon } from '#studio/icons/Icon.tsx';
import { DeviceField } from '#studio/inspector/DeviceField.tsx';
import { useServices } from '#studio/services.ts';
import { documentStore, useDocument } from '#studio/store/documentStore.ts';
import { chooseFileParam } from './chooseFileParam.ts';
import styles from './InlineParam.module.css';
import { ScrubField } from './ScrubField.tsx';
import { type Driven, useDriven } from './useDriven.ts';

interface InlineProps {
  readonly id: NodeId;
  readonly field: ParamField;
}

/** One param on the node itself, 22 px high; read-only while a stream drives it. */
export function InlineParam(props: InlineProps & { readonly spec: OperatorSpec }) {
  const { id, field, spec } = props;
  const driven = useDriven(id, spec, field.name);
  return driven ? <DrivenParam id={id} field={field} driven={driven} /> : <OwnParam {...props} />;
}

function DrivenParam({ id, field, driven }: InlineProps & { readonly driven: Driven }) {
  const own = useDocument(
    ({ pipeline }) => findNode(pipeline, id)?.params[field.name] ?? field.fallback,
  );
  const { title } = field.meta;
  const words = formatParam(driven.value ?? own, field);
  return (
    <div
      className={`${styles['row']} nodrag nopan`}
      role="group"
      aria-label={`${title}: ${words}, driven by ${driven.from}`}
      data-driven=""
      data-tip={`Driven by ${driven.from}`}
    >
      <span>{title}</span>
      <b>{words}</b>
    </div>
  );
}

function OwnParam(props: InlineProps) {
  const { id } = props;
  const value = useDocument(
    ({ pipeline }) =>
      pipeline.nodes.find((node) => node.id === id)?.params[props.field.name] ??
      props.field.fallback,
  );
  const field = useChosenField(id, props.field, value);
  const onChange = (next: Json): void => documentStore.getState().setParam(id, field.name, next);
  switch (field.kind) {
    case 'number': {
      const number = typeof value === 'number' ? value : field.fallback;
      return <ScrubField field={field} value={number} onChange={onChange} />;
    }
    case 'choice':
      return (
        <label className={`${styles['row']} nodrag nopan nokey`}>
          <span>{field.meta.title}</span>
          <b>{formatParam(value, field)}</b>
          <select
            aria-label={field.meta.title}
            aria-description={field.meta.description}
            value={typeof value === 'string' ? value : field.fallback}
            onChange={(event) => onChange(event.currentTarget.value)}
          >
            {field.options.map((option) => (
              <option key={option} value={option}>
                {formatParam(option, field)}
              </option>
            ))}
          </select>
          <Icon name="chevron-down" size={12} />
        </label>
      );
    case 'boolean':
      return (
        <button
          type="button"
          role="switch"
          className={`${styles['row']} nodrag nopan nokey`}
          aria-checked={value === true}
          aria-label={field.meta.title}
          aria-description={field.meta.description}
          onClick={() => onChange(value !== true)}
        >
          <span>{field.meta.title}</span>
          <b>{formatParam(value, field)}</b>
        </button>
      );
    case 'file':
      return <InlineFile id={id} field={field} value={value} />;
    case 'text':
      if (field.meta.control === 'camera' || field.meta.control === 'microphone') {
        return (
          <div className={`${styles['device']} nodrag nopan nokey`}>
            <DeviceField field={field} value={value} onChange={onChange} />
          </div>
        );
      }
      return (
        <label className={`${styles['row']} nodrag nopan nokey`}>
          <span>{field.meta.title}</span>
          <input
            type={field.meta.control === 'colour' ? 'color' : 'text'}
            aria-label={field.meta.title}
            aria-description={field.meta.description}
            value={typeof value === 'string' ? value : field.fallback}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
        </label>
      );
  }
}

function InlineFile(props: {
  readonly id: NodeId;
  readonly field: ParamField;
  readonly value: Json;
}) {
  const { id, field, value } = props;
  const { files } = useServices();
  const name = formatParam(value, field);
  return (
    <button
      type="button"
      className={`${styles['row']} nodrag nopan nokey`}
      aria-label={`${field.meta.title}: ${name}. Choose another`}
      data-tip={name}
      onClick={() => void chooseFileParam(files, id, field)}
    >
      <b>{name}</b>
      <Icon name="folder" size={12} />
    </button>
  );
}
