import { Dialog } from '#studio/controls/Dialog.tsx';
import { useDocumentActions } from '#studio/document/documentActions.ts';
import { useServices } from '#studio/services.ts';
import { uiStore } from '#studio/store/uiStore.ts';
import { useId } from 'react';
import styles from './ExamplesDialog.module.css';

/** The gallery: each example with a picture of it running. */
export function ExamplesDialog() {
  const { examples } = useServices();
  const { openExample } = useDocumentActions();
  const id = useId();
  return (
    <Dialog
      title="Examples"
      doc="Each runs offline. The open pipeline stays in this browser, under Recent."
      width={880}
      onClose={() => uiStore.getState().set({ dialog: undefined })}
    >
      <ul className={styles['gallery']}>
        {examples.map((example) => (
          <li key={example.slug}>
            <button
              type="button"
              className={styles['card']}
              aria-label={example.title}
              aria-describedby={`${id}-${example.slug}`}
              onClick={() => void openExample(example)}
            >
              <img src={example.picture} alt="" loading="lazy" width={272} height={153} />
              <strong>{example.title}</strong>
              <span id={`${id}-${example.slug}`}>{example.doc}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
