import { isRecord, type Json } from '#base/json.ts';
import type { FileParam } from '#contract/params.ts';
import { Button } from '#studio/controls/Button.tsx';
import { chooseFiles } from '#studio/document/chooseFiles.ts';
import { formatBytes, formatParam } from '#studio/format.ts';
import { useServices } from '#studio/services.ts';
import { useEffect, useState } from 'react';
import { AddressDialog } from './AddressDialog.tsx';
import type { ControlProps } from './controlProps.ts';
import { RecordButton } from './RecordButton.tsx';
import styles from './FileField.module.css';

/** A file of the user's, kept in this browser, or a bundled one. Says so where the bytes are not here. */
export function FileField({ field, value, onChange }: ControlProps) {
  const { files } = useServices();
  const [busy, setBusy] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [asking, setAsking] = useState(false);
  const missing = useMissing(value);

  async function choose(): Promise<void> {
    const [file] = await chooseFiles(field.meta.accept ?? '');
    if (!file) return;
    setBusy(`Reading ${formatBytes(file.size)}…`);
    try {
      onChange(await files.put(file));
      setProblem(undefined);
    } catch (error) {
      setProblem(`Not kept: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      setBusy(undefined);
    }
  }

  const name = formatParam(value, field);
  return (
    <span className={styles['file']}>
      <span
        className={missing || problem ? styles['missing'] : styles['name']}
        data-tip={problem ?? name}
      >
        {busy ?? problem ?? (missing ? 'Not in this browser' : name)}
      </span>
      {field.meta.record !== undefined && (
        <RecordButton
          title={field.meta.title}
          seconds={field.meta.record}
          onRecorded={onChange}
          onState={(state) => {
            setBusy(state.busy);
            setProblem(state.problem);
          }}
        />
      )}
      {field.meta.address && (
        <Button
          label={`${field.meta.title} from an address…`}
          icon="globe"
          small
          disabled={busy !== undefined}
          onClick={() => setAsking(true)}
        />
      )}
      <Button
        label={`Choose ${field.meta.title.toLowerCase()}`}
        icon="folder"
        small
        disabled={busy !== undefined}
        onClick={() => void choose()}
      />
      {asking && (
        <AddressDialog
          field={field}
          value={value}
          onFile={(file) => {
            onChange(file);
            setProblem(undefined);
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </span>
  );
}

function useMissing(value: Json): boolean {
  const { files } = useServices();
  const [missing, setMissing] = useState<Json>();
  useEffect(() => {
    let current = true;
    if (isRecord(value) && 'sha256' in value) {
      void files.get(value as FileParam).then((blob) => current && !blob && setMissing(value));
    }
    return () => {
      current = false;
    };
  }, [files, value]);
  return missing === value;
}
