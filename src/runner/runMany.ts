import type { Json } from '#base/json.ts';
import { isRecord } from '#base/json.ts';
import type { NodeId, Pipeline } from '#pipeline/pipeline.ts';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { tell } from './command.ts';
import { EXIT, type ExitCode, Refusal } from './exitCodes.ts';
import { cannotWrite, errorCode } from './fileErrors.ts';
import { inside } from './inside.ts';
import { prepareRun, type RunWishes } from './prepareRun.ts';
import { reportOf, writeJson } from './report.ts';
import { runPrepared } from './runPrepared.ts';
import { resultNames } from './sourceFiles.ts';

/** What a folder of results says of itself, so that a later call can tell whether it is done. */
const RECORD = 'millrace.json';

/** One run for each of many files. */
export interface ManyRuns {
  readonly document: Pipeline;
  /** The source that is fed, and with what. */
  readonly node: NodeId;
  readonly paths: readonly string[];
  /** Without that source. */
  readonly wishes: RunWishes & { readonly out: string };
  /** How many at once. */
  readonly jobs: number;
  /** Leaves out what an earlier call has finished with the same file and the same settings. */
  readonly resume: boolean;
  /** Ends what runs and begins no more. */
  readonly stop: AbortSignal;
}

/** How one file went. */
export interface FileResult {
  readonly source: string;
  readonly out: string;
  readonly state: 'done' | 'skipped' | 'failed' | 'cancelled';
  readonly exitCode: ExitCode;
  readonly errors: readonly string[];
}

/** Runs a pipeline over many files, a folder of results for each. One that fails keeps no other from running. */
export async function runMany(many: ManyRuns): Promise<readonly FileResult[]> {
  const names = resultNames(many.paths);
  const results: FileResult[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < many.paths.length && !many.stop.aborted; index = next++) {
      const source = many.paths[index]!;
      const result = await runOne(many, source, folderFor(many.wishes.out, names[index]!));
      results.push(result);
      tell(`[${results.length}/${many.paths.length}] '${source}': ${wordsOf(result)}`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(many.jobs, many.paths.length) }, worker));
  return results.toSorted((a, b) => (a.source < b.source ? -1 : 1));
}

async function runOne(many: ManyRuns, source: string, out: string): Promise<FileResult> {
  const base = { source, out };
  try {
    const key = keyOf(many, source);
    if (many.resume && isDone(out, key)) {
      return { ...base, state: 'skipped', exitCode: EXIT.done, errors: [] };
    }
    const { wishes } = many;
    const prepared = prepareRun(many.document, {
      ...wishes,
      source: [...wishes.source, `${many.node}=${source}`],
      out,
      tapsIn: out,
    });
    const outcome = await runPrepared(prepared, { onSnapshot: () => {}, stop: many.stop });
    const isWhole = outcome.exitCode === EXIT.done && outcome.snapshot.state === 'done';
    writeRecord(out, { key: isWhole ? key : '', source, report: reportOf(prepared, outcome) });
    const ended = many.stop.aborted ? 'cancelled' : 'failed';
    const { exitCode, errors } = outcome;
    return { ...base, state: isWhole ? 'done' : ended, exitCode, errors };
  } catch (error) {
    // Misuse is the same for every file; it is told once, by whoever called.
    if (!(error instanceof Refusal) || error.exitCode === EXIT.usage) throw error;
    return { ...base, state: 'failed', exitCode: error.exitCode, errors: [error.message] };
  }
}

/** The folder of one file's results. A link that leads elsewhere was not made by us. */
function folderFor(out: string, name: string): string {
  if (inside(out, name) !== undefined) return join(out, name);
  throw new Refusal(
    EXIT.cannotWrite,
    `'${join(out, name)}' is a link that leads out of '${out}'; remove it.`,
  );
}

/** Changes with the file, the pipeline and every setting that changes what comes out. */
function keyOf({ document, node, wishes }: ManyRuns, source: string): string {
  const { size, mtimeMs } = statSync(source);
  const { source: others, param, tap, mode, seed } = wishes;
  const all = { document, node, file: [source, size, mtimeMs], others, param, tap, mode, seed };
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

function isDone(out: string, key: string): boolean {
  let text;
  try {
    text = readFileSync(join(out, RECORD), 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
  try {
    const record: unknown = JSON.parse(text);
    return isRecord(record) && record['key'] === key;
  } catch {
    // A record that was cut off says as much as none.
    return false;
  }
}

function writeRecord(out: string, record: Json): void {
  try {
    mkdirSync(out, { recursive: true });
  } catch (error) {
    throw cannotWrite(out, error);
  }
  writeJson(join(out, RECORD), record);
}

function wordsOf({ state, errors }: FileResult): string {
  return [`${state}.`, ...errors].join(' ');
}
