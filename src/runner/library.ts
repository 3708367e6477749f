import { specOf } from '#catalog/catalog.ts';
import { parsePipeline } from '#pipeline/parse.ts';
import type { Pipeline } from '#pipeline/pipeline.ts';
import {
  PipelineError,
  type RunPipeline,
  type RunPipelineOptions,
  type RunPipelineReport,
} from './api.ts';
import { EXIT, Refusal } from './exitCodes.ts';
import { sendFilesByPath } from './fileBlob.ts';
import { prepareRun, type RunWishes } from './prepareRun.ts';
import { dropsOf } from './progress.ts';
import { lines, readPipeline } from './readPipeline.ts';
import { reportOf } from './report.ts';
import { wishesOf } from './runOptions.ts';
import { runPrepared } from './runPrepared.ts';

export { PipelineError };

sendFilesByPath();

/** Runs a pipeline to its end; `api.ts` says how. */
export const runPipeline: RunPipeline = async (pipeline, options = {}) => {
  try {
    return await run(pipeline, options);
  } catch (error) {
    if (error instanceof Refusal) throw new PipelineError(error.exitCode, error.message, error);
    throw error;
  }
};

async function run(
  pipeline: string | Readonly<Record<string, unknown>>,
  options: RunPipelineOptions,
): Promise<RunPipelineReport> {
  const document = typeof pipeline === 'string' ? readPipeline(pipeline) : parsed(pipeline);
  const prepared = prepareRun(document, wishes(options));
  const outcome = await runPrepared(prepared, {
    onSnapshot: (snapshot) =>
      options.onProgress?.({
        elapsedMs: snapshot.elapsedMs,
        dropped: dropsOf(snapshot),
        ...(snapshot.progress && { share: snapshot.progress.share }),
      }),
    stop: options.signal ?? new AbortController().signal,
  });
  if (outcome.exitCode !== EXIT.done) {
    throw new PipelineError(outcome.exitCode, outcome.errors.join('\n'));
  }
  const { mode, seed, workers, elapsedMs, files, nodes, edges } = reportOf(prepared, outcome);
  const state = outcome.snapshot.state === 'cancelled' ? 'cancelled' : 'done';
  const name = document.name;
  return { pipeline: name, mode, seed, workers, state, elapsedMs, files, nodes, edges };
}

function parsed(document: Readonly<Record<string, unknown>>): Pipeline {
  const result = parsePipeline(JSON.stringify(document), specOf);
  if (result.ok) return result.value;
  throw new Refusal(EXIT.badData, `The pipeline can't run.\n${lines(result.problems)}`);
}

/** The options as the command has them. */
function wishes(options: RunPipelineOptions): RunWishes {
  const { source, param, sink, tap, out, mode, workers, seed, deadlock, allow = {} } = options;
  return wishesOf({
    source: pairsOf(source),
    param: pairsOf(param),
    sink: pairsOf(sink),
    tap: pairsOf(tap),
    out,
    mode,
    deadlock,
    workers: workers === undefined ? undefined : String(workers),
    seed: seed === undefined ? undefined : String(seed),
    'allow-read': allow.read,
    'allow-write': allow.write,
    'allow-net': allow.net,
  });
}

function pairsOf(
  values: Readonly<Record<string, string | number | boolean>> = {},
): readonly string[] {
  return Object.entries(values).map(([name, value]) => `${name}=${value}`);
}
