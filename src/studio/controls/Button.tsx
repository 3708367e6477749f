import { Icon, type IconName } from '#studio/icons/Icon.tsx';
import type { ReactNode } from 'react';
import styles from './Button.module.css';

/** A push button. `label` is its accessible name, and its tooltip where the button shows an icon only. */
export interface ButtonProps {
  readonly label: string;
  readonly icon?: IconName;
  /** What is shown beside the icon; an icon alone if absent. */
  readonly children?: ReactNode;
  readonly look?: 'plain' | 'accent';
  readonly small?: boolean;
  readonly disabled?: boolean;
  /** For a button that stays down. */
  readonly pressed?: boolean;
  /** More than the name: what it does, or why it can't. */
  readonly tip?: string;
  /** Shortcut in words, shown in the tooltip. */
  readonly keys?: string | undefined;
  onClick(): void;
}

/** The one button of the studio's chrome. */
export function Button(props: ButtonProps) {
  const { label, icon, children, look, small, disabled, pressed, tip, keys, onClick } = props;
  const words = children !== undefined;
  const names = [styles['button'], look && styles[look], small && styles['small']];
  if (!words) names.push(styles['square']);
  return (
    <button
      type="button"
      className={names.filter(Boolean).join(' ')}
      aria-label={label}
      aria-pressed={pressed}
      disabled={disabled}
      data-tip={tip ?? (words && !keys ? undefined : label)}
      data-keys={keys}
      onClick={onClick}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}
