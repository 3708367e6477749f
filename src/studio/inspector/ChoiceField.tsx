import type { ParamField } from '#contract/params.ts';
import { Select } from '#studio/controls/Select.tsx';
import { useId } from 'react';
import type { ControlProps } from './controlProps.ts';
import styles from './ChoiceField.module.css';

/** Segments take three short words at most; more is a list that opens. */
const MOST_SEGMENTS = 3;
const MOST_LETTERS = 12;

/** One of a few: segments where they fit, else a select. */
export function ChoiceField(props: ControlProps<Extract<ParamField, { kind: 'choice' }>>) {
  const { field, value, onChange } = props;
  const options = field.options.map((option) => ({
    value: option,
    title: field.meta.labels?.[option] ?? option,
  }));
  const letters = options.reduce((sum, { title }) => sum + title.length, 0);
  const group = useId();
  if (options.length > MOST_SEGMENTS || letters > MOST_LETTERS) {
    return (
      <Select
        label={field.meta.title}
        description={field.meta.description}
        options={options}
        value={typeof value === 'string' ? value : field.fallback}
        onChange={onChange}
      />
    );
  }
  return (
    <div
      className={styles['segments']}
      role="radiogroup"
      aria-label={field.meta.title}
      aria-description={field.meta.description}
    >
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={group}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.title}
        </label>
      ))}
    </div>
  );
}
