import { Button } from './Button.tsx';
import { type ReactNode, useEffect, useRef } from 'react';
import styles from './Dialog.module.css';

/** A window over the page that takes the focus until it is closed. Mounted is open. */
export function Dialog(props: {
  readonly title: string;
  readonly doc?: string;
  readonly width: number;
  readonly children: ReactNode;
  onClose(): void;
}) {
  const { title, doc, width, children, onClose } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // Else its first button would have the focus, which is Close.
    element?.focus();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles['dialog']}
      tabIndex={-1}
      aria-label={title}
      style={{ width }}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => event.target === event.currentTarget && onClose()}
    >
      <div className={styles['inside']}>
        <header className={styles['head']}>
          <div>
            <h2>{title}</h2>
            {doc && <p>{doc}</p>}
          </div>
          <Button label="Close" icon="close" look="plain" onClick={onClose} />
        </header>
        {children}
      </div>
    </dialog>
  );
}
