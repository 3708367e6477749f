import type { ControlProps } from './controlProps.ts';
import styles from './TextField.module.css';

/** A line of text, kept on Enter and on leaving. */
export function TextField({ field, value, onChange }: ControlProps) {
  const text = typeof value === 'string' ? value : '';
  return (
    <input
      key={text}
      className={styles['text']}
      aria-label={field.meta.title}
      aria-description={field.meta.description}
      defaultValue={text}
      spellCheck={false}
      onBlur={(event) => {
        if (event.currentTarget.value !== text) onChange(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') event.currentTarget.value = text;
      }}
    />
  );
}
