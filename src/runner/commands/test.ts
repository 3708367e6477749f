import type { Command } from '#runner/command.ts';
import { say, tell } from '#runner/command.ts';
import { type Comparison, compareFolders, filesIn } from '#runner/compare/compareFolders.ts';
import { junitOf } from '#runner/compare/junit.ts';
import { EXIT, type ExitCode } from '#runner/exitCodes.ts';
import { cannotWrite } from '#runner/fileErrors.ts';
import { onlyOne, readArguments, usage } from '#runner/options.ts';
import { prepareRun } from '#runner/prepareRun.ts';
import { readPipeline } from '#runner/readPipeline.ts';
import { RUN_OPTIONS, wishesOf } from '#runner/runOptions.ts';
import { runPrepared } from '#runner/runPrepared.ts';
import { watchSignals } from '#runner/signals.ts';
import { sinksAsTaps } from '#runner/sinksAsTaps.ts';
import { writeText } from '#runner/writeText.ts';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const OPTIONS = {
  ...RUN_OPTIONS,
  expect: { type: 'string' },
  tolerance: { type: 'string' },
  update: { type: 'boolean' },
  junit: { type: 'string' },
} as const;

/** Differences that are told one by one; of more, only how many. */
const TOLD = 20;

/** `millrace test`. */
export const testCommand: Command = {
  name: 'test',
  summary: 'Run a pipeline and compare what comes out with what is expected.',
  options: OPTIONS,
  help: `Usage: millrace test <pipeline.json> --expect <folder> [options]

Runs a pipeline in batch mode and compares everything that comes out of it with the files of
a folder: what sinks write, and what enters previews and recorders. Ends with 1 if anything
differs, is missing or is too much.

Options:
  --expect <folder>              What should come out.
  --update                       Write what comes out into that folder instead.
  --tolerance <n>                How far numbers may be apart, 0 if not given: values as they are,
                                 levels 0 to 255 of pictures, steps of 16-bit sound.
  --junit <path>                 Write a JUnit report, one case a file.
  --source <node>=<path>, --param <node>.<param>=<value>, --workers <n>, --seed <n>,
  --deadlock relieve|report, --allow-read <folder>, --allow-net
                                 As for 'millrace run'.

Examples:
  millrace test motion.json --param file.start=2 --expect expected --update
  millrace test motion.json --param file.start=2 --expect expected --tolerance 1 --junit report.xml`,

  async run(args) {
    const { values, positionals } = readArguments(args, OPTIONS);
    const document = readPipeline(onlyOne(positionals, 'the pipeline to test'));
    const { expect, junit } = values;
    if (expect === undefined)
      throw usage('Name the folder of what should come out: --expect folder.');
    const tolerance = toleranceOf(values.tolerance);
    const { pipeline, taps } = sinksAsTaps(document);
    const results = mkdtempSync(join(tmpdir(), 'millrace-test-'));
    using signals = watchSignals();
    try {
      const wishes = wishesOf({ ...values, tap: taps, tapsIn: results, out: results });
      const prepared = prepareRun(pipeline, wishes);
      const outcome = await runPrepared(prepared, { onSnapshot: () => {}, stop: signals.stop });
      for (const error of outcome.errors) tell(error);
      if (outcome.exitCode !== EXIT.done) return outcome.exitCode;
      if (signals.exitCode !== undefined) return signals.exitCode;
      if (values.update) return update(results, expect);
      const comparisons = compareFolders(expect, results, tolerance);
      const seconds = outcome.snapshot.elapsedMs / 1000;
      if (junit !== undefined) writeText(junit, junitOf(document.name, comparisons, seconds));
      return verdict(comparisons);
    } finally {
      rmSync(results, { recursive: true, force: true });
    }
  },
};

function toleranceOf(text = '0'): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value < Infinity) return value;
  throw usage(`--tolerance must be a number from 0 up, got '${text}'.`);
}

function update(results: string, expect: string): ExitCode {
  const made = new Set(filesIn(results));
  const stale = filesIn(expect).filter((name) => !made.has(name));
  try {
    cpSync(results, expect, { recursive: true });
  } catch (error) {
    throw cannotWrite(expect, error);
  }
  say(`${made.size} files were written into '${expect}'.`);
  for (const name of stale) say(`'${name}' there does not come out any more; remove it.`);
  return EXIT.done;
}

function verdict(comparisons: readonly Comparison[]): ExitCode {
  const wrong = comparisons.filter(({ difference }) => difference !== undefined);
  for (const { name, difference } of wrong.slice(0, TOLD)) say(`'${name}': ${difference!}.`);
  if (wrong.length > TOLD) say(`And ${wrong.length - TOLD} more.`);
  if (comparisons.length === 0)
    say('Nothing came out and nothing was expected, so nothing is proved.');
  else say(`${comparisons.length} files compared, ${wrong.length} wrong.`);
  return wrong.length > 0 || comparisons.length === 0 ? EXIT.mismatch : EXIT.done;
}
