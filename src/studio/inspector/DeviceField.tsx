import { Select } from '#studio/controls/Select.tsx';
import { formatParam } from '#studio/format.ts';
import { useServices } from '#studio/services.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import { useCallback, useEffect, useState } from 'react';
import type { ControlProps } from './controlProps.ts';

/** A camera or microphone by its label. Labels come once the user has let the page use one. */
export function DeviceField({ field, value, onChange }: ControlProps) {
  const kind = field.meta.control === 'camera' ? 'camera' : 'microphone';
  const { devices } = useServices();
  const running = useRuntime((state) => state.snapshot?.state);
  const [labels, setLabels] = useState<readonly string[]>([]);
  const look = useCallback(() => void devices.labels(kind).then(setLabels), [devices, kind]);
  useEffect(look, [look, running]);

  const chosen = typeof value === 'string' ? value : '';
  const here = labels.filter((label) => label !== '');
  const options = [
    { value: '', title: formatParam('', field) },
    ...here.map((label) => ({ value: label, title: label })),
  ];
  if (chosen !== '' && !here.includes(chosen)) {
    options.push({ value: chosen, title: `${chosen} (not here)` });
  }
  return (
    <Select
      label={field.meta.title}
      description={field.meta.description}
      options={options}
      value={chosen}
      onOpen={look}
      onChange={onChange}
    />
  );
}
