/** What the command ends with; 64 and above as in BSD's sysexits.h, signals as 128 + their number. */
export const EXIT = {
  done: 0,
  mismatch: 1,
  usage: 64,
  badData: 65,
  noInput: 66,
  unavailable: 69,
  bug: 70,
  cannotWrite: 73,
  interrupted: 130,
  terminated: 143,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A command that can't go on. Its message is whole sentences for the terminal; thrown anywhere, told once. */
export class Refusal extends Error {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'Refusal';
    this.exitCode = exitCode;
  }
}
