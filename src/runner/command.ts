import type { ExitCode } from './exitCodes.ts';
import type { Options } from './options.ts';

/** One of the command's words, such as `run`. */
export interface Command {
  readonly name: string;
  /** What it does, in a few words. */
  readonly summary: string;
  /** Its options, as they are parsed. */
  readonly options: Options;
  /** Usage, options and examples, as printed by `--help`. */
  readonly help: string;
  /** Does it with the arguments after the word. Throws a `Refusal` for what the user got wrong. */
  run(args: readonly string[]): ExitCode | Promise<ExitCode>;
}

/** Prints a line on standard output. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Prints a line on standard error. */
export function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}
