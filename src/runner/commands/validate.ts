import { specOf, specs } from '#catalog/catalog.ts';
import { planPipeline } from '#engine/plan.ts';
import { planQueues } from '#engine/planQueues.ts';
import { lintProblems } from '#pipeline/lint/lintProblems.ts';
import { findProblems } from '#pipeline/validate.ts';
import type { Problem } from '#pipeline/problem.ts';
import type { Command } from '#runner/command.ts';
import { say } from '#runner/command.ts';
import { EXIT } from '#runner/exitCodes.ts';
import { HOME } from '#runner/lacks.ts';
import { nameConverters } from '#runner/nameConverters.ts';
import { readArguments, usage } from '#runner/options.ts';
import { lines, parseFile } from '#runner/readPipeline.ts';

const OPTIONS = { json: { type: 'boolean' } } as const;

/** `millrace validate`. */
export const validateCommand: Command = {
  name: 'validate',
  summary: 'Say everything that is wrong with a pipeline.',
  options: OPTIONS,
  help: `Usage: millrace validate <pipeline.json>... [--json]

Reads pipelines and lists all of their problems, each with the place in the document
(a JSON pointer) and what to do; of a pipeline that can run, what will hardly work as meant. '-' reads from standard input. Runs nothing.
Ends with 65 if one of them has an error.

Examples:
  millrace validate edges.json
  millrace validate pipelines/*.json --json`,

  run(args) {
    const { values, positionals } = readArguments(args, OPTIONS);
    if (positionals.length === 0) throw usage('Name the pipelines to validate.');
    const results = positionals.map((path) => ({ path, problems: problemsOf(path) }));
    if (values.json) say(JSON.stringify(results, null, 2));
    else for (const { path, problems } of results) say(wordsOf(path, problems));
    const broken = results.some(({ problems }) => problems.some(isError));
    return broken ? EXIT.badData : EXIT.done;
  },
};

function problemsOf(path: string): readonly Problem[] {
  const parsed = parseFile(path);
  if (!parsed.ok) return parsed.problems;
  const pipeline = parsed.value;
  const errors = findProblems(pipeline, specOf);
  // What can't be planned is not judged any further.
  if (errors.length > 0) return nameConverters(errors, pipeline);
  const plan = planPipeline(pipeline, specOf, { mode: 'live', workers: 2 });
  const queueOf = planQueues(plan);
  return lintProblems({ pipeline, specs, specOf, mode: 'live', queueOf, home: HOME });
}

function wordsOf(path: string, problems: readonly Problem[]): string {
  if (problems.length === 0) return `'${path}' is in order.`;
  const verdict = problems.some(isError) ? 'has problems' : 'can run';
  return `'${path}' ${verdict}:\n${lines(problems)}`;
}

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}
