import type { Command } from '#runner/command.ts';
import { say, tell } from '#runner/command.ts';
import { EXIT, type ExitCode } from '#runner/exitCodes.ts';
import { onlyOne, pairs, readArguments, usage, wholeNumber } from '#runner/options.ts';
import { type PreparedRun, prepareRun, type RunWishes } from '#runner/prepareRun.ts';
import { lossLines } from '#runner/lossLines.ts';
import { dropsOf, progressOf } from '#runner/progress.ts';
import { readPipeline } from '#runner/readPipeline.ts';
import { reportOf, writeJson } from '#runner/report.ts';
import { type FileResult, runMany } from '#runner/runMany.ts';
import { sourceFiles } from '#runner/sourceFiles.ts';
import { GROWN_WHY, grownWords } from '#engine/grownWords.ts';
import type { RunSnapshot } from '#engine/snapshot.ts';
import type { NodeId, Pipeline } from '#pipeline/pipeline.ts';
import { type RunOutcome, runPrepared } from '#runner/runPrepared.ts';
import { RUN_OPTIONS, wishesOf } from '#runner/runOptions.ts';
import { type SignalWatch, watchSignals } from '#runner/signals.ts';

const OPTIONS = {
  ...RUN_OPTIONS,
  out: { type: 'string' },
  sink: { type: 'string', multiple: true },
  tap: { type: 'string', multiple: true },
  mode: { type: 'string' },
  report: { type: 'string' },
  json: { type: 'boolean' },
  jobs: { type: 'string' },
  resume: { type: 'boolean' },
} as const;

/** A source with all the files that it is fed with, one after another. */
interface ManySource {
  readonly node: NodeId;
  readonly paths: readonly string[];
  /** As the user wrote it. */
  readonly given: string;
}

/** Options that matter for many files. */
interface ManyOptions {
  readonly jobs?: string | undefined;
  readonly resume?: boolean | undefined;
  readonly report?: string | undefined;
  readonly json?: boolean | undefined;
}

/** `millrace run`. */
export const runCommand: Command = {
  name: 'run',
  summary: 'Run a pipeline to its end.',
  options: OPTIONS,
  help: `Usage: millrace run <pipeline.json> [options]

Runs a pipeline and ends with it. '-' reads the pipeline from standard input.

Options:
  --source <node>=<path>         Feed a source node from a file; '-' is standard input. A folder, or
                                 a pattern such as 'clips/*.mp4', runs once for each file, with
                                 results in a folder of its own below --out.
  --jobs <n>                     How many of such runs at once, 1 if not given.
  --resume                       Leave out files that an earlier call has finished.
  --param <node>.<param>=<value> Set a param for this run.
  --out <folder>                 Where sinks write, as <node>.<ending>.
  --sink <node>=<path>           Where one sink writes; '-' is standard output. A pipe or a device is
                                 written into, a file is replaced.
  --tap <node>.<port>=<path>     Write what passes a port: pictures as out/%05d.png, .webm or .raw,
                                 sound as .wav, .webm or .raw, all else as .csv or .jsonl; and
                                 whatever it is as .sha256, a fingerprint of each chunk.
  --mode batch|live|bounded      Batch, the default, goes as fast as it can and drops nothing;
                                 live keeps the pace of the sources and drops what is late;
                                 bounded goes as fast as it can by the rules of live, for tests.
  --workers <n>                  Threads to compute in, 1 to 64.
  --seed <n>                     Seeds whatever is random; 1 if not given.
  --deadlock relieve|report      Where full queues hold each other up: relieve, the default, lets a queue
                                 take more than its limit, and says so; report fails the run instead.
  --report <path>                Write counts, times and files as JSON.
  --json                         Print that report on standard output; whatever goes wrong is in it.
  --allow-read <folder>          Look there for files that the pipeline itself names; they are taken
                                 by their hash. May be given more than once.
  --allow-write <folder>         Let sinks write there under the names that the pipeline gives them.
  --allow-net                    Let nodes reach the network. Without these, a run touches no file
                                 but those that options name.

Examples:
  millrace run edges.json --source webcam=clip.mp4 --param blur.radius=3 --out results
  millrace run loudness.json --source microphone=talk.wav --sink values=- | head
  millrace run edges.json --source webcam=clip.mp4 --tap canny.frame=frames/%05d.png
  millrace run edges.json --source webcam='clips/*.mp4' --out results --jobs 4 --resume
  millrace run theirs.json --allow-read clips --allow-write results --report report.json

Ends with 0 if all went well, 64 wrong usage, 65 bad pipeline or data, 66 missing input,
69 a device or codec that is not here, 70 a mistake of ours, 73 an output that can't be
written, 130 or 143 after a signal; then what was made so far is complete and kept.`,

  async run(args) {
    const { values, positionals } = readArguments(args, OPTIONS);
    const document = readPipeline(onlyOne(positionals, 'the pipeline to run'));
    const wishes = wishesOf(values);
    const many = manyOf(wishes);
    using signals = watchSignals();
    if (many) return runEach(document, wishes, many, values, signals);
    const prepared = prepareRun(document, wishes);
    const outcome = await follow(prepared, signals);
    const report = reportOf(prepared, outcome);
    if (values.report !== undefined) writeJson(values.report, report);
    if (values.json) say(JSON.stringify(report, null, 2));
    for (const error of outcome.errors) tell(error);
    return exitCodeOf(outcome, signals);
  },
};

/** The one source that is fed with many files, if there is one. */
function manyOf(wishes: RunWishes): ManySource | undefined {
  const found = pairs('source', wishes.source).flatMap(([node, path]) => {
    const paths = sourceFiles(path);
    return paths ? [{ node: node as NodeId, paths, given: `${node}=${path}` }] : [];
  });
  if (found.length > 1) throw usage('Only one --source may name many files.');
  return found[0];
}

async function runEach(
  document: Pipeline,
  wishes: RunWishes,
  { node, paths, given }: ManySource,
  options: ManyOptions,
  signals: SignalWatch,
): Promise<ExitCode> {
  const { out } = wishes;
  if (out === undefined) {
    throw usage(
      `'${given}' names ${count(paths.length, 'file')}: say where results go, --out folder.`,
    );
  }
  if (wishes.sink.length > 0) throw usage('--sink names one file, and here are many results.');
  const results = await runMany({
    document,
    node,
    paths,
    wishes: { ...wishes, out, source: wishes.source.filter((one) => one !== given) },
    jobs: wholeNumber('jobs', options.jobs, { min: 1, max: 64, otherwise: 1 }),
    resume: options.resume === true,
    stop: signals.stop,
  });
  const report = results.map((result) => ({ ...result }));
  if (options.report !== undefined) writeJson(options.report, report);
  if (options.json) say(JSON.stringify(report, null, 2));
  const number = (state: FileResult['state']): number =>
    results.filter((one) => one.state === state).length;
  tell(
    `${count(paths.length, 'file')}: ${number('done')} done, ${number('skipped')} skipped, ${number('failed')} failed.`,
  );
  const failure = results.find(({ state }) => state === 'failed');
  return failure?.exitCode ?? signals.exitCode ?? EXIT.done;
}

async function follow(prepared: PreparedRun, { stop }: SignalWatch): Promise<RunOutcome> {
  const { plan, pipeline, wishes } = prepared;
  for (const warning of prepared.warnings) tell(warning);
  const threads = new Set(plan.tasks.map(({ worker }) => worker)).size;
  tell(
    `Running '${pipeline.name}' in ${wishes.mode} mode: ${count(plan.nodes.size, 'node')}, ${count(threads, 'worker')}.`,
  );
  const outcome = await withProgress(prepared, stop);
  const { snapshot, saved } = outcome;
  for (const { node, path, bytes } of saved) {
    if (path !== '-' && saved.length <= 20) tell(`'${node}' wrote '${path}', ${bytes} bytes.`);
  }
  if (saved.length > 20) tell(`${saved.length} files were written.`);
  const seconds = (snapshot.elapsedMs / 1000).toFixed(1);
  for (const line of [...grownLines(snapshot), ...lossLines(snapshot)]) tell(line);
  tell(
    `The run is ${snapshot.state} after ${seconds} s, ${dropsOf(snapshot)} chunks were dropped.`,
  );
  return outcome;
}

async function withProgress(prepared: PreparedRun, stop: AbortSignal): Promise<RunOutcome> {
  using progress = progressOf(prepared);
  return await runPrepared(prepared, { onSnapshot: (one) => progress.show(one), stop });
}

/** What is to be known of queues that had to take more than their limits. */
function grownLines({ edges }: RunSnapshot): readonly string[] {
  return Object.entries(edges).flatMap(([id, edge]) => {
    if (!edge.grownTo) return [];
    const words = grownWords(edge.capacity, edge.grownTo);
    return [`The queue of '${id.replace('→', ' → ')}' grew ${words}. ${GROWN_WHY}`];
  });
}

/** A signal is what ended the run, unless it had gone wrong by itself. */
function exitCodeOf({ exitCode }: RunOutcome, signals: SignalWatch): ExitCode {
  return exitCode === EXIT.done ? (signals.exitCode ?? EXIT.done) : exitCode;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
