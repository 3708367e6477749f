import { Icon } from '#studio/icons/Icon.tsx';
import styles from './Select.module.css';

/** One of several, in the browser's own list. */
export function Select(props: {
  readonly label: string;
  readonly description?: string | undefined;
  readonly options: readonly { readonly value: string; readonly title: string }[];
  readonly value: string;
  /** The list is about to open; a moment to look what there is. */
  onOpen?(): void;
  onChange(value: string): void;
}) {
  const { label, description, options, value, onOpen, onChange } = props;
  return (
    <span className={styles['select']}>
      <select
        aria-label={label}
        aria-description={description}
        value={value}
        onFocus={onOpen}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.title}
          </option>
        ))}
      </select>
      <Icon name="chevron-down" size={12} />
    </span>
  );
}
