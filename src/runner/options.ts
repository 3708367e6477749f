import type { NodeId } from '#pipeline/pipeline.ts';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { EXIT, Refusal } from './exitCodes.ts';
import { errorCode } from './fileErrors.ts';

/** The options of a command by name, as `parseArgs` takes them. */
export type Options = NonNullable<ParseArgsConfig['options']>;

/** Reads a command's arguments. Throws a `Refusal` that says which is wrong. */
export function readArguments<const O extends Options>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    if (!errorCode(error).startsWith('ERR_PARSE_ARGS')) throw error;
    throw usage((error as Error).message);
  }
}

/** A misuse of the command, in words. */
export function usage(message: string): Refusal {
  return new Refusal(EXIT.usage, message);
}

/** The one positional argument a command takes. */
export function onlyOne(positionals: readonly string[], what: string): string {
  const [first, ...others] = positionals;
  if (first === undefined) throw usage(`Name ${what}.`);
  if (others.length > 0) throw usage(`Only one may be named here; '${others[0]}' is too much.`);
  return first;
}

/** `key=value` pairs of a repeated option, in order. */
export function pairs(option: string, given: readonly string[] = []): readonly [string, string][] {
  return given.map((text) => {
    const at = text.indexOf('=');
    if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)];
    throw usage(`--${option} takes 'name=value', got '${text}'.`);
  });
}

/** A whole number of an option, within limits. */
export function wholeNumber(
  option: string,
  text: string | undefined,
  limits: { readonly min: number; readonly max: number; readonly otherwise: number },
): number {
  if (text === undefined) return limits.otherwise;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= limits.min && value <= limits.max) return value;
  throw usage(
    `--${option} must be a whole number from ${limits.min} to ${limits.max}, got '${text}'.`,
  );
}

/** Splits `node.port` or `node.param`. */
export function address(
  option: string,
  text: string,
): { readonly node: NodeId; readonly name: string } {
  const dot = text.indexOf('.');
  if (dot <= 0 || dot === text.length - 1) {
    throw usage(`--${option} names a node and what of it, as 'node.name', got '${text}'.`);
  }
  return { node: text.slice(0, dot) as NodeId, name: text.slice(dot + 1) };
}
