import type { Json } from '#base/json.ts';
import { readWebAddress } from '#base/webAddress.ts';
import { noticeOf } from '#contract/fault.ts';
import type { FileParam, ParamField } from '#contract/params.ts';
import { Button } from '#studio/controls/Button.tsx';
import { Dialog } from '#studio/controls/Dialog.tsx';
import { formatBytes } from '#studio/format.ts';
import { useServices } from '#studio/services.ts';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import styles from './AddressDialog.module.css';

interface Progress {
  readonly bytes: number;
  readonly total?: number;
}

/** Gets the file of a param from an address. The button names the host: pressing it is agreeing to ask it. */
export function AddressDialog(props: {
  readonly field: ParamField;
  readonly value: Json;
  onFile(file: Json): void;
  onClose(): void;
}) {
  const { field, value, onFile, onClose } = props;
  const { files, download } = useServices();
  const [text, setText] = useState('');
  const [follow, setFollow] = useState(false);
  const [progress, setProgress] = useState<Progress>();
  const [problem, setProblem] = useState<string>();
  const errand = useRef<AbortController>(undefined);
  useEffect(() => () => errand.current?.abort(), []);
  const read = readWebAddress(text);
  const host = read.ok ? read.url.host : undefined;
  const file = value as FileParam;
  const named = 'sha256' in file ? file : undefined;

  async function get(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!read.ok || progress) return;
    const { signal } = (errand.current = new AbortController());
    setProblem(undefined);
    setProgress({ bytes: 0 });
    try {
      const got = await download(read.url, { follow, signal, onProgress: setProgress });
      onFile(await files.put(got, named?.sha256));
      onClose();
    } catch (error) {
      if (!signal.aborted) setProblem(noticeOf(error).message);
    } finally {
      setProgress(undefined);
    }
  }

  return (
    <Dialog
      title={`${field.meta.title} from an address`}
      doc="The file is asked for once and kept in this browser. The pipeline keeps its name and hash, not the address."
      width={460}
      onClose={onClose}
    >
      <form className={styles['body']} onSubmit={(event) => void get(event)}>
        <input
          className={styles['address']}
          aria-label="Address"
          placeholder="https://"
          inputMode="url"
          spellCheck={false}
          autoComplete="off"
          value={text}
          disabled={progress !== undefined}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setProblem(undefined);
          }}
        />
        <label className={styles['follow']}>
          <input
            type="checkbox"
            checked={follow}
            disabled={progress !== undefined}
            onChange={(event) => {
              setFollow(event.currentTarget.checked);
              setProblem(undefined);
            }}
          />
          Let the host pass on to others, as stores of models do
        </label>
        {named && <p>The pipeline names '{named.name}': only that file is taken.</p>}
        {progress ? (
          <Bar {...progress} />
        ) : (
          <p role="status" className={problem ? styles['problem'] : undefined}>
            {problem ?? (read.ok ? promise(read.url.host, follow) : wordsOf(text, read.problem))}
          </p>
        )}
        <div className={styles['acts']}>
          <Button label="Cancel" onClick={() => (progress ? errand.current?.abort() : onClose())}>
            Cancel
          </Button>
          <button
            type="submit"
            className={styles['agree']}
            disabled={!host || progress !== undefined}
          >
            {host ? `Ask ${host}` : 'Ask'}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function wordsOf(text: string, problem: string): string {
  return text.trim() === '' ? 'Nothing is asked until you press the button.' : problem;
}

function promise(host: string, follow: boolean): string {
  const whom = follow ? `${host}, and where it leads` : `${host} and no other host`;
  return `Asks ${whom}. Nothing of yours is sent.`;
}

function Bar({ bytes, total }: Progress) {
  const words = total ? `${formatBytes(bytes)} of ${formatBytes(total)}` : formatBytes(bytes);
  return (
    <p className={styles['bar']}>
      <progress max={total ?? 1} value={total ? bytes : undefined} aria-label="Download" />
      <span>{words}</span>
    </p>
  );
}
