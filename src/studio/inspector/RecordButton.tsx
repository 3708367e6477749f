import { noticeOf } from '#contract/fault.ts';
import type { Json } from '#base/json.ts';
import { Button } from '#studio/controls/Button.tsx';
import { useServices } from '#studio/services.ts';
import { useRef, useState } from 'react';

/** Records a sound with the microphone for a file param: one press begins, the next one or `seconds` end it. */
export function RecordButton(props: {
  /** What is recorded, as its label says. */
  readonly title: string;
  readonly seconds: number;
  onRecorded(file: Json): void;
  /** In words, or nothing once it goes on. */
  onState(state: { readonly busy?: string; readonly problem?: string }): void;
}) {
  const { title, seconds, onRecorded, onState } = props;
  const { files, record } = useServices();
  const [recording, setRecording] = useState(false);
  const stop = useRef<AbortController>(undefined);

  async function take(): Promise<void> {
    const ending = new AbortController();
    stop.current = ending;
    setRecording(true);
    onState({ busy: `Recording, up to ${seconds} s…` });
    try {
      onRecorded(await files.put(await record(seconds, ending.signal)));
      onState({});
    } catch (error) {
      onState({ problem: noticeOf(error).message });
    } finally {
      setRecording(false);
    }
  }

  return (
    <Button
      label={`${recording ? 'Stop recording' : 'Record'} ${title.toLowerCase()}`}
      icon={recording ? 'stop' : 'mic'}
      small
      pressed={recording}
      onClick={() => (recording ? stop.current?.abort() : void take())}
    />
  );
}
