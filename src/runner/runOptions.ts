import { workersFor } from '#engine/createEngine.ts';
import { DEADLOCK_RULES, RUN_MODES } from '#engine/engine.ts';
import { availableParallelism } from 'node:os';
import { usage, wholeNumber } from './options.ts';
import type { RunWishes } from './prepareRun.ts';

/** The options that every command has which runs or plans a pipeline. */
export const RUN_OPTIONS = {
  source: { type: 'string', multiple: true },
  param: { type: 'string', multiple: true },
  workers: { type: 'string' },
  seed: { type: 'string' },
  deadlock: { type: 'string' },
  'allow-read': { type: 'string', multiple: true },
  'allow-write': { type: 'string' },
  'allow-net': { type: 'boolean' },
} as const;

/** What options say of a run, as they were given. */
interface Given {
  readonly source?: readonly string[] | undefined;
  readonly param?: readonly string[] | undefined;
  readonly sink?: readonly string[] | undefined;
  readonly tap?: readonly string[] | undefined;
  readonly tapsIn?: string | undefined;
  readonly out?: string | undefined;
  readonly mode?: string | undefined;
  readonly workers?: string | undefined;
  readonly seed?: string | undefined;
  readonly deadlock?: string | undefined;
  readonly 'allow-read'?: readonly string[] | undefined;
  readonly 'allow-write'?: string | undefined;
  readonly 'allow-net'?: boolean | undefined;
}

/** Reads the options of a run. Throws a `Refusal` for a value that can't be. */
export function wishesOf(given: Given): RunWishes {
  const { source = [], param = [], sink = [], tap = [], tapsIn = '.', out } = given;
  const workers = { min: 1, max: 64, otherwise: workersFor(availableParallelism() + 1) };
  const seed = { min: 0, max: 2 ** 31 - 1, otherwise: 1 };
  return {
    source,
    param,
    sink,
    tap,
    tapsIn,
    out,
    mode: oneOf('mode', RUN_MODES, given.mode ?? 'batch'),
    workers: wholeNumber('workers', given.workers, workers),
    seed: wholeNumber('seed', given.seed, seed),
    deadlock: oneOf('deadlock', DEADLOCK_RULES, given.deadlock ?? 'relieve'),
    allow: {
      read: given['allow-read'] ?? [],
      write: given['allow-write'],
      net: given['allow-net'] === true,
    },
  };
}

function oneOf<T extends string>(option: string, words: readonly T[], text: string): T {
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  throw usage(`--${option} is one of ${words.join(', ')}; got '${text}'.`);
}
