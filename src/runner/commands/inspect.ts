import type { RunMode } from '#engine/engine.ts';
import { linkOf } from '#engine/parts.ts';
import type { Plan, PlannedEdge } from '#engine/plan.ts';
import { planPipeline } from '#engine/plan.ts';
import { planQueues } from '#engine/planQueues.ts';
import { type EndLatency, latencyBudget } from '#pipeline/latency/latencyBudget.ts';
import type { Pipeline } from '#pipeline/pipeline.ts';
import { wiringOf } from '#pipeline/wiring.ts';
import type { Command } from '#runner/command.ts';
import { say } from '#runner/command.ts';
import { EXIT } from '#runner/exitCodes.ts';
import { convertersBefore } from '#runner/nameConverters.ts';
import { onlyOne, readArguments } from '#runner/options.ts';
import { readPipeline } from '#runner/readPipeline.ts';
import { RUN_OPTIONS, wishesOf } from '#runner/runOptions.ts';
import { specOf } from '#runner/specs.ts';
import { describeCaps } from '#stream/capsWords.ts';

const { workers } = RUN_OPTIONS;
const OPTIONS = { workers, mode: { type: 'string' }, json: { type: 'boolean' } } as const;

/** `millrace inspect`. */
export const inspectCommand: Command = {
  name: 'inspect',
  summary: 'Show the plan of a run: tasks, workers, queues, what flows.',
  options: OPTIONS,
  help: `Usage: millrace inspect <pipeline.json> [--workers <n>] [--mode batch|live|bounded] [--json]

Shows how a pipeline would run: which nodes share a task and a worker, what flows on each edge as far as
that is known before, where chunks queue and what a full queue does, how much latency the way to each end adds, and
which nodes would not run and why. Without --mode it is batch, or live where a source never ends.

Examples:
  millrace inspect edges.json
  millrace inspect edges.json --workers 4 --mode live --json`,

  run(args) {
    const { values, positionals } = readArguments(args, OPTIONS);
    const pipeline = readPipeline(onlyOne(positionals, 'the pipeline to inspect'));
    const wishes = wishesOf(values);
    const planned = planPipeline(pipeline, specOf, wishes);
    const live = planPipeline(pipeline, specOf, { ...wishes, mode: 'live' });
    // One that can't run in batch mode has a plan all the same.
    const isLive = values.mode === undefined && planned.refused.size > live.refused.size;
    const [mode, plan] = isLive ? (['live', live] as const) : [wishes.mode, planned];
    say(
      values.json
        ? JSON.stringify({ mode, ...facts(pipeline, plan) }, null, 2)
        : words(pipeline, plan, mode),
    );
    return EXIT.done;
  },
};

function facts(pipeline: Pipeline, plan: Plan): object {
  return {
    tasks: plan.tasks.map(({ worker, nodes }) => ({ worker, nodes })),
    edges: plan.edges.map((edge) => {
      const link = linkOf(plan, edge);
      const { overflow, capacity, bytes } = edge.queue;
      const queue = edge.queued ? { queue: { overflow, capacity, bytes } } : {};
      return { id: edge.id, type: edge.type, caps: edge.caps, link, ...queue };
    }),
    latency: latencies(pipeline, plan).map(({ end, min, max, way }) => ({
      node: end,
      microseconds: { min, ...(max !== Infinity && { max }) },
      way,
    })),
    skipped: [...plan.skipped],
    refused: [...plan.refused].map(([node, { message }]) => {
      const fix = convertersBefore(pipeline).get(node);
      return { node, message, ...(fix !== undefined && { fix }) };
    }),
  };
}

function words(pipeline: Pipeline, plan: Plan, mode: RunMode): string {
  const tasks = plan.tasks.map(
    ({ worker, nodes }, index) => `  task ${index} on worker ${worker}: ${nodes.join(' → ')}`,
  );
  const edges = plan.edges.map(
    (edge) => `  ${edge.id} (${capsWords(edge)}): ${edgeWords(plan, edge)}`,
  );
  const late = latencies(pipeline, plan).map(lateWords);
  const off = [...plan.skipped].map((id) => {
    const why = plan.refused.get(id)?.message ?? 'an input it needs leads nowhere';
    const fix = convertersBefore(pipeline).get(id);
    return `  ${id}: ${why}${fix === undefined ? '' : ` ${fix}`}`;
  });
  const sections = [
    [`Tasks in ${mode} mode`, tasks],
    ['Edges', edges],
    ['Latency at the ends, besides computing', late],
    ['Nodes that will not run', off],
  ] as const;
  return sections
    .filter(([, rows]) => rows.length > 0)
    .map(([title, rows]) => `${title}:\n${rows.join('\n')}`)
    .join('\n');
}

/** `video/raw, 640 × 360 I420, 30 fps`: the type, and whatever more is known. */
function capsWords({ type, caps }: PlannedEdge): string {
  const words = describeCaps(caps);
  return words === type || caps === 'any' ? type : `${type}, ${words}`;
}

function edgeWords(plan: Plan, edge: PlannedEdge): string {
  const link = linkOf(plan, edge);
  if (link === 'fused') return 'a call, no queue';
  const { overflow, capacity, bytes } = edge.queue;
  const where = link === 'local' ? 'queue in the worker' : 'queue between workers';
  return `${where}, ${capacity} chunks or ${bytes / 2 ** 20} MiB, when full ${overflow}`;
}

/** What the way to each end holds back, and can hold. */
function latencies(pipeline: Pipeline, plan: Plan): readonly EndLatency[] {
  const queueOf = planQueues(plan);
  return latencyBudget({ pipeline, specOf, wiring: wiringOf(pipeline), queueOf });
}

/** `preview: at least 45.0 ms, by tone → notes → preview; at most 92.5 ms`. */
function lateWords({ end, min, max, way }: EndLatency): string {
  const most = max === Infinity ? '' : `; at most ${ms(max)}, with all queues full`;
  return `  ${end}: at least ${ms(min)}, by ${way.join(' → ')}${most}`;
}

function ms(micros: number): string {
  return `${(micros / 1000).toFixed(1)} ms`;
}
