import { assert } from '#base/assert.ts';
import type { FaultNotice } from '#contract/fault.ts';
import { isSource, mainTypeOf, type OperatorSpec, type SpecOf } from '#contract/spec.ts';
import { capsConflicts } from '#pipeline/connection.ts';
import {
  type Edge,
  type EdgeId,
  edgeId,
  type NodeId,
  type Pipeline,
  type PipelineNode,
  splitPortRef,
} from '#pipeline/pipeline.ts';
import { drivenParams, portOf } from '#pipeline/ports.ts';
import { type InferredCaps, inferCaps } from '#pipeline/inferCaps.ts';
import type { Caps } from '#stream/caps.ts';
import type { PortType } from '#stream/payload.ts';
import type { QueueSettings } from '#stream/queueSettings.ts';
import { type Draft, draftNodes, type Params } from './draftNodes.ts';
import type { RunMode } from './engine.ts';
import { isKeptInStep, keptInStep, type StepPlan } from './inStep.ts';
import { holdsOf, queueOf } from './queueOf.ts';

/** An edge of the plan. */
export interface PlannedEdge {
  readonly id: EdgeId;
  readonly from: { readonly node: NodeId; readonly port: string };
  readonly to: { readonly node: NodeId; readonly port: string };
  /** What flows, or is first in preference of what may. */
  readonly type: PortType;
  /** What is known of it before the run. */
  readonly caps: Caps;
  /** True where it leads back: nobody waits for it, and it holds nobody. */
  readonly loopback: boolean;
  /** True if what comes may have to wait for what comes beside it. */
  readonly joins: boolean;
  /** False inside a task, where a hop is a call. */
  readonly queued: boolean;
  readonly queue: QueueSettings;
}

/** A node of the plan. */
export interface PlannedNode {
  readonly node: PipelineNode;
  readonly spec: OperatorSpec;
  /** Parsed by the spec: what the kernel is given. */
  readonly params: Params;
  readonly task: number;
  readonly inputs: readonly PlannedEdge[];
  readonly outputs: readonly PlannedEdge[];
}

/** A chain or tree of nodes fused in one worker; only its first node is a source or takes from queues. */
export interface PlannedTask {
  readonly nodes: readonly NodeId[];
  readonly worker: number;
  /** Tasks between it and the furthest sink. */
  readonly distance: number;
}

/** A pipeline made runnable. Nodes are in the order data flows. */
export interface Plan {
  readonly nodes: ReadonlyMap<NodeId, PlannedNode>;
  readonly tasks: readonly PlannedTask[];
  readonly edges: readonly PlannedEdge[];
  /** Nodes that can't run: an input they need leads nowhere, or operator or params are not known. */
  readonly skipped: ReadonlySet<NodeId>;
  /** Why nodes among the skipped may not run in this mode. */
  readonly refused: ReadonlyMap<NodeId, FaultNotice>;
  /** True if a device paces a part of the run. */
  readonly live: boolean;
  readonly mode: RunMode;
  /** How many workers it counts on: those there are, and one more for each heavy task. */
  readonly workers: number;
  /** Set where sinks show chunks at their time. */
  readonly inStep?: StepPlan;
}

/** So many workers are added for heavy tasks; further ones share them. */
export const HEAVY_WORKERS = 2;

interface DraftTask {
  readonly nodes: NodeId[];
  readonly live: boolean;
  readonly heavy: boolean;
  readonly worker: number;
}

/**
 * Plans a run over `workers` workers. Linear parts become one task; an edge is cut where the document
 * gives it a queue, behind a device (which can't wait), before a heavy node (which keeps others waiting) and a sink
 * that shows chunks at their time,
 * where streams of different tasks join, and before a node that a loop-back enters.
 */
export function planPipeline(
  pipeline: Pipeline,
  specOf: SpecOf,
  { mode, workers }: { readonly mode: RunMode; readonly workers: number },
): Plan {
  const refused = new Map([
    ...(mode === 'live' ? [] : endlessSources(pipeline, specOf)),
    ...capsRefusals(pipeline, specOf),
  ]);
  const { drafts, skipped } = draftNodes(pipeline, specOf, refused);
  const tasks: DraftTask[] = [];
  const queued = new Set<EdgeId>();
  let sources = 0;
  let heavyTasks = 0;
  for (const draft of drafts.values()) {
    // What sets params of a source is not what it works on.
    const fed = isSource(draft.spec) ? [] : draft.edges;
    const feeders = new Set(fed.map(({ from }) => taskOf(drafts, from)));
    const heavy = draft.spec.heavy === true;
    const cut =
      heavy ||
      (mode === 'live' && isKeptInStep(draft)) ||
      draft.loopbacks.length > 0 ||
      draft.edges.some(
        (edge) => edge.queue !== undefined || tasks[taskOf(drafts, edge.from)]!.live,
      );
    if (feeders.size === 1 && !cut) {
      const [task] = feeders;
      draft.task = task!;
      tasks[task!]!.nodes.push(draft.node.id);
      continue;
    }
    for (const edge of [...draft.edges, ...draft.loopbacks]) queued.add(edgeId(edge));
    draft.task = tasks.length;
    // Next to the first feeder that computes; one after a device, so that capture is never kept waiting.
    const light = [...feeders].filter((task) => !tasks[task]!.heavy);
    const feeder = light.find((task) => !tasks[task]!.live) ?? light[0] ?? [...feeders][0];
    const apart = feeder !== undefined && (tasks[feeder]!.live || feeders.size === 1);
    const worker = feeder === undefined ? sources++ : tasks[feeder]!.worker + (apart ? 1 : 0);
    tasks.push({
      nodes: [draft.node.id],
      live: draft.spec.live === true,
      heavy,
      worker: heavy ? workers + (heavyTasks++ % HEAVY_WORKERS) : worker % workers,
    });
  }
  const caps = inferCaps(pipeline, specOf);
  const holds = holdsOf([...drafts.values()].map(({ spec }) => spec));
  const added = Math.min(heavyTasks, HEAVY_WORKERS);
  const plan: Plan = {
    ...assemble(drafts, tasks, queued, { mode, caps, holds }),
    skipped,
    refused,
    workers: workers + added,
  };
  return keptInStep(plan, pipeline, specOf);
}

/** Sources that would keep a run that ends by itself from ever ending, with what to do about it. */
function endlessSources(pipeline: Pipeline, specOf: SpecOf): Map<NodeId, FaultNotice> {
  const endless = new Map<NodeId, FaultNotice>();
  for (const node of pipeline.nodes) {
    const spec = specOf(node.operator);
    if (!spec || !isSource(spec)) continue;
    const params = spec.params.safeParse(node.params);
    const ends = !spec.live && (spec.bounded?.(params.data ?? {}) ?? true);
    if (ends) continue;
    const how = spec.live
      ? 'Choose Live, or put a file in its place.'
      : 'Choose Live, or give it an end in its params.';
    endless.set(node.id, {
      title: 'This mode needs an end',
      message: `'${node.title ?? spec.title}' never ends by itself, so a run of it that is not live would not either. ${how}`,
      remedies: [],
    });
  }
  return endless;
}

/** Nodes to which something comes that they can't take. */
function capsRefusals(pipeline: Pipeline, specOf: SpecOf): Map<NodeId, FaultNotice> {
  return new Map(
    capsConflicts(pipeline, specOf).map(({ edge, refusal: { title, sentence } }) => [
      splitPortRef(edge.to).node,
      { title, message: sentence, remedies: [] },
    ]),
  );
}

function taskOf(drafts: ReadonlyMap<NodeId, Draft>, from: Edge['from']): number {
  return drafts.get(splitPortRef(from).node)!.task;
}

/** What edges are planned by, besides their ends. */
interface Known {
  readonly mode: RunMode;
  readonly caps: InferredCaps;
  readonly holds: number;
}

function assemble(
  drafts: ReadonlyMap<NodeId, Draft>,
  tasks: readonly DraftTask[],
  queued: ReadonlySet<EdgeId>,
  known: Known,
): Omit<Plan, 'skipped' | 'refused' | 'workers'> {
  const edges = [...drafts.values()].flatMap((draft) =>
    [
      ...draft.edges,
      ...draft.loopbacks.filter(({ from }) => drafts.has(splitPortRef(from).node)),
    ].map((edge) => plannedEdge(edge, drafts, queued, known)),
  );
  const into = new Map<NodeId, PlannedEdge[]>();
  const outOf = new Map<NodeId, PlannedEdge[]>();
  for (const id of drafts.keys()) {
    into.set(id, []);
    outOf.set(id, []);
  }
  for (const edge of edges) {
    into.get(edge.to.node)!.push(edge);
    outOf.get(edge.from.node)!.push(edge);
  }
  const nodes = new Map<NodeId, PlannedNode>();
  for (const { node, spec, params, task } of drafts.values()) {
    const [inputs, outputs] = [into.get(node.id)!, outOf.get(node.id)!];
    nodes.set(node.id, { node, spec, params, task, inputs, outputs });
  }
  const distances = taskDistances(tasks.length, nodes);
  return {
    nodes,
    edges,
    tasks: tasks.map((task, index) => ({ ...task, distance: distances[index]! })),
    live: tasks.some(({ live }) => live),
    mode: known.mode,
  };
}

function plannedEdge(
  edge: Edge,
  drafts: ReadonlyMap<NodeId, Draft>,
  queued: ReadonlySet<EdgeId>,
  { mode, caps: { edges }, holds }: Known,
): PlannedEdge {
  const from = splitPortRef(edge.from);
  const to = splitPortRef(edge.to);
  const sender = drafts.get(from.node)!.spec;
  const output = sender.outputs[from.port];
  const receiver = drafts.get(to.node)!.spec;
  const loopback = edge.loopback === true;
  const entered = drafts.get(to.node)!.edges.map((other) => splitPortRef(other.to).port);
  const joins =
    Object.keys(receiver.inputs).length > 1 || drivenParams(receiver, entered).length > 0;
  assert(
    output && portOf(receiver, 'in', to.port),
    `Edge '${edgeId(edge)}' names a port that does not exist.`,
  );
  const { caps } = edges.get(edgeId(edge))!;
  const type = (caps !== 'any' && caps[0]?.type) || mainTypeOf(output);
  return {
    id: edgeId(edge),
    from,
    to,
    type,
    caps,
    loopback,
    joins,
    queued: queued.has(edgeId(edge)),
    queue: queueOf(edge.queue, { type, sender, receiver, to, loopback, holds, mode, joins }),
  };
}

/** For each task, the number of tasks between it and the furthest sink. */
function taskDistances(count: number, nodes: ReadonlyMap<NodeId, PlannedNode>): readonly number[] {
  const distances = Array.from({ length: count }, () => 0);
  // Nodes are in the order data flows, so walking them backwards sees every task below first.
  for (const { task, outputs } of [...nodes.values()].toReversed()) {
    for (const { to, loopback } of outputs) {
      if (loopback) continue;
      const below = nodes.get(to.node)!.task;
      if (below !== task) distances[task] = Math.max(distances[task]!, distances[below]! + 1);
    }
  }
  return distances;
}
