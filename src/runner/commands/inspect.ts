import type { RunMode } from '#engine/engine.ts';
import { linkOf } from '#engine/parts.ts';
import type { Plan, PlannedEdge } from '#engine/plan.ts';
import { planPipeline } from '#engine/plan.ts';
import type { Command } from '#runner/command.ts';
import { say } from '#runner/command.ts';
import { EXIT } from '#runner/exitCodes.ts';
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
that is known before, where chunks queue and what a full queue does, how much latency the operators add, and
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
    say(values.json ? JSON.stringify({ mode, ...facts(plan) }, null, 2) : words(plan, mode));
    return EXIT.done;
  },
};

function facts(plan: Plan): object {
  return {
    tasks: plan.tasks.map(({ worker, nodes }) => ({ worker, nodes })),
    edges: plan.edges.map((edge) => {
      const link = linkOf(plan, edge);
      const { overflow, capacity, bytes } = edge.queue;
      const queue = edge.queued ? { queue: { overflow, capacity, bytes } } : {};
      return { id: edge.id, type: edge.type, caps: edge.caps, link, ...queue };
    }),
    latency: latencies(plan).map(([node, microseconds]) => ({ node, microseconds })),
    skipped: [...plan.skipped],
    refused: [...plan.refused].map(([node, { message }]) => ({ node, message })),
  };
}

function words(plan: Plan, mode: RunMode): string {
  const tasks = plan.tasks.map(
    ({ worker, nodes }, index) => `  task ${index} on worker ${worker}: ${nodes.join(' → ')}`,
  );
  const edges = plan.edges.map(
    (edge) => `  ${edge.id} (${capsWords(edge)}): ${edgeWords(plan, edge)}`,
  );
  const late = latencies(plan).map(
    ([node, micros]) => `  ${node}: ${(micros / 1000).toFixed(1)} ms held back before it`,
  );
  const off = [...plan.skipped].map((id) => {
    const why = plan.refused.get(id)?.message ?? 'an input it needs leads nowhere';
    return `  ${id}: ${why}`;
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

/** The most that operators hold chunks back on the way to each end, in µs. */
function latencies(plan: Plan): readonly (readonly [string, number])[] {
  const upTo = new Map<string, number>();
  // Nodes are in the order data flows, so everything above was seen before.
  for (const { node, spec, inputs } of plan.nodes.values()) {
    const before = Math.max(0, ...inputs.map(({ from }) => upTo.get(from.node) ?? 0));
    upTo.set(node.id, before + spec.latency.max);
  }
  return [...plan.nodes.values()]
    .filter(({ outputs }) => outputs.length === 0)
    .map(({ node }) => [node.id, upTo.get(node.id)!] as const);
}
