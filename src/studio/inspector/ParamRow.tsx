import type { Json } from '#base/json.ts';
import { drivableParams } from '#contract/drivable.ts';
import type { ParamField } from '#contract/params.ts';
import { sameJson } from '#pipeline/sameJson.ts';
import type { OperatorSpec } from '#contract/spec.ts';
import type { NodeId } from '#pipeline/pipeline.ts';
import { useDriven } from '#studio/node/useDriven.ts';
import { Icon } from '#studio/icons/Icon.tsx';
import { useChosenField } from '#studio/chosenField.ts';
import { formatParam } from '#studio/format.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { ChoiceField } from './ChoiceField.tsx';
import { ColourField } from './ColourField.tsx';
import { DriveButton, DrivenValue } from './DriveParam.tsx';
import { DeviceField } from './DeviceField.tsx';
import type { ControlProps } from './controlProps.ts';
import { FileField } from './FileField.tsx';
import { Slider, TypedNumber } from './NumberField.tsx';
import { TextField } from './TextField.tsx';
import styles from './ParamRow.module.css';
import buttonStyles from './RowButton.module.css';

/** One param of a node: label with help, reset where it differs from the default, and its control. */
export function ParamRow(props: {
  readonly node: NodeId;
  readonly spec: OperatorSpec;
  readonly field: ParamField;
  readonly value: Json | undefined;
}) {
  const { node, spec, field, value } = props;
  const driven = useDriven(node, spec, field.name);
  const { title, description, group } = field.meta;
  const differs = value !== undefined && !sameJson(value, field.fallback);
  const onChange = (next: Json): void => documentStore.getState().setParam(node, field.name, next);
  const shown = useChosenField(node, field, value ?? field.fallback);
  const control: ControlProps = { field: shown, value: value ?? field.fallback, onChange };
  const label = (
    <span className={styles['label']} data-tip={description}>
      {withoutGroup(title, group)}
    </span>
  );
  if (driven) {
    return (
      <div className={styles['row']} data-param={field.name}>
        {label}
        <DrivenValue field={field} driven={driven} own={control.value} />
      </div>
    );
  }
  const drivable = drivableParams(spec).get(field.name);
  return (
    <div className={styles['row']} data-param={field.name}>
      {label}
      <div className={styles['value']}>
        {differs && (
          <button
            type="button"
            className={buttonStyles['button']}
            aria-label={`Reset ${title}`}
            data-tip={`Back to ${formatParam(field.fallback, field)}`}
            onClick={() => onChange(field.fallback)}
          >
            <Icon name="reset" size={12} />
          </button>
        )}
        <Control {...control} />
        {drivable && <DriveButton node={node} field={drivable} />}
      </div>
      {field.kind === 'number' && (
        <Slider field={field} value={numberOf(control)} onChange={onChange} />
      )}
    </div>
  );
}

/** `Band 1 gain` among the rows of `Band 1` is `Gain`. */
function withoutGroup(title: string, group: string | undefined): string {
  if (group === undefined || !title.startsWith(`${group} `)) return title;
  const rest = title.slice(group.length + 1);
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

function Control({ field, value, onChange }: ControlProps) {
  switch (field.kind) {
    case 'number':
      return <TypedNumber field={field} value={numberOf({ field, value })} onChange={onChange} />;
    case 'choice':
      return <ChoiceField field={field} value={value} onChange={onChange} />;
    case 'boolean':
      return (
        <input
          type="checkbox"
          role="switch"
          className={styles['switch']}
          aria-label={field.meta.title}
          aria-description={field.meta.description}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'file':
      return <FileField field={field} value={value} onChange={onChange} />;
    case 'text':
      if (field.meta.control === 'colour') {
        return <ColourField field={field} value={value} onChange={onChange} />;
      }
      if (field.meta.control === 'camera' || field.meta.control === 'microphone') {
        return <DeviceField field={field} value={value} onChange={onChange} />;
      }
      return <TextField field={field} value={value} onChange={onChange} />;
  }
}

function numberOf({ field, value }: Omit<ControlProps, 'onChange'>): number {
  return typeof value === 'number' ? value : Number(field.fallback);
}
