import type { ParamField } from '#contract/params.ts';
import type { ControlProps } from './controlProps.ts';
import styles from './ColourField.module.css';

const HEX = /^#?([0-9a-f]{6})$/i;

/** A colour as a swatch that opens the browser's picker, and as six hex digits that can be typed. */
export function ColourField(props: ControlProps<Extract<ParamField, { kind: 'text' }>>) {
  const { field, value, onChange } = props;
  const colour = typeof value === 'string' ? value : field.fallback;
  const { title } = field.meta;
  return (
    <span className={styles['colour']}>
      <input
        type="color"
        aria-label={title}
        aria-description={field.meta.description}
        value={colour}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <input
        key={colour}
        className={styles['hex']}
        aria-label={`${title}, hex`}
        size={7}
        maxLength={7}
        spellCheck={false}
        defaultValue={colour.replace('#', '').toUpperCase()}
        onFocus={(event) => event.currentTarget.select()}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        onBlur={(event) => {
          const digits = HEX.exec(event.currentTarget.value.trim())?.[1];
          if (digits) onChange(`#${digits.toLowerCase()}`);
          else event.currentTarget.value = colour.replace('#', '').toUpperCase();
        }}
      />
    </span>
  );
}
