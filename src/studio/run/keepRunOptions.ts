import { isRecord } from '#base/json.ts';
import { RUN_MODES, type RunMode } from '#engine/engine.ts';
import { runtimeStore } from '#studio/store/runtimeStore.ts';

const KEY = 'millrace.run';

/** The largest seed there is. */
export const MAX_SEED = 2 ** 31 - 1;

/** How runs are started, as far as a user chooses. */
export interface RunChoice {
  readonly mode: RunMode;
  readonly seed: number;
  readonly workers: number;
}

/**
 * Starts runs as this browser did before, on up to `mostWorkers` workers, and remembers what is chosen. None of it
 * belongs to the document. Ends with the returned disposable.
 */
export function keepRunOptions(mostWorkers: number): Disposable {
  runtimeStore.setState({ mostWorkers, ...parseRunChoice(readStorage(), mostWorkers) });
  const stop = runtimeStore.subscribe(({ mode, seed, workers }, before) => {
    if (mode === before.mode && seed === before.seed && workers === before.workers) return;
    // All workers stay all of them on a machine with more cores.
    remember(JSON.stringify({ mode, seed, ...(workers < mostWorkers && { workers }) }));
  });
  return { [Symbol.dispose]: stop };
}

/** What was remembered, as far as it makes sense here; the rest as on a first visit. */
export function parseRunChoice(text: string | undefined, mostWorkers: number): RunChoice {
  const { mode, seed, workers } = recordOf(text);
  return {
    mode: RUN_MODES.find((known) => known === mode) ?? 'live',
    seed: isWhole(seed, 0, MAX_SEED) ? seed : 1,
    workers: isWhole(workers, 1, mostWorkers) ? workers : mostWorkers,
  };
}

function isWhole(value: unknown, min: number, max: number): value is number {
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
}

function recordOf(text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    // Written by somebody else: as if nothing were remembered.
    return {};
  }
}

/** Storage can be forbidden in this browser; nothing is remembered then. */
function readStorage(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

function remember(text: string): void {
  try {
    localStorage.setItem(KEY, text);
  } catch {
    // Forbidden or full: the choice holds for this visit, which is all that is lost.
  }
}
