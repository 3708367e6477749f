import { EXIT, type ExitCode } from './exitCodes.ts';

/** The signals that end a run politely, with what the command ends with then. */
const SIGNALS = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated } as const;

/** Listens for signals while something runs. The first aborts `stop`; a second one ends the process at once. */
export interface SignalWatch extends Disposable {
  readonly stop: AbortSignal;
  /** What to end with if a signal came. */
  readonly exitCode: ExitCode | undefined;
}

/** Begins to listen. */
export function watchSignals(): SignalWatch {
  const controller = new AbortController();
  let exitCode: ExitCode | undefined;
  const heard = (signal: NodeJS.Signals): void => {
    const code = SIGNALS[signal as keyof typeof SIGNALS];
    if (exitCode !== undefined) process.exit(code);
    exitCode = code;
    controller.abort();
  };
  const names = Object.keys(SIGNALS) as (keyof typeof SIGNALS)[];
  for (const name of names) process.on(name, heard);
  return {
    stop: controller.signal,
    get exitCode() {
      return exitCode;
    },
    [Symbol.dispose]() {
      for (const name of names) process.off(name, heard);
    },
  };
}
