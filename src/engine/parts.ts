import { assert } from '#base/assert.ts';
import { drivableParams } from '#contract/drivable.ts';
import {
  type InputPolicy,
  type InputPort,
  isSource,
  type OperatorSpec,
  typesOf,
} from '#contract/spec.ts';
import { bypassOf } from '#pipeline/bypass.ts';
import { nodeCapsOf } from '#pipeline/nodeCaps.ts';
import { drivenParams, portOf, type Side } from '#pipeline/ports.ts';
import { endWords } from '#pipeline/refusals.ts';
import type { EdgeId, NodeId, PipelineNode } from '#pipeline/pipeline.ts';
import type { PortType } from '#stream/payload.ts';
import type { RunMode } from './engine.ts';
import type { Plan, PlannedEdge, PlannedNode } from './plan.ts';
import type { InputPart, NodePart, OutputPart, TaskPart } from './protocol.ts';

/** The tasks of one worker, as it builds them. */
export function tasksOf(plan: Plan, worker: number): readonly TaskPart[] {
  return plan.tasks
    .filter((task) => task.worker === worker)
    .map(({ nodes, distance }) => ({
      distance,
      nodes: nodes.map((id) => nodePart(plan, plan.nodes.get(id)!)),
    }));
}

/** The worker that runs a node. */
export function workerOf(plan: Plan, node: NodeId): number {
  return plan.tasks[plan.nodes.get(node)!.task]!.worker;
}

/** The workers that run heavy nodes. */
export function heavyWorkers({ tasks, nodes }: Plan): ReadonlySet<number> {
  const heavy = tasks.filter((task) => task.nodes.some((id) => nodes.get(id)!.spec.heavy));
  return new Set(heavy.map(({ worker }) => worker));
}

/** The edges that cross from one worker to another. */
export function remoteEdges(plan: Plan): readonly PlannedEdge[] {
  return plan.edges.filter((edge) => linkOf(plan, edge) === 'remote');
}

/** The edges between `worker` and any other. */
export function edgesAt(plan: Plan, worker: number): readonly EdgeId[] {
  return remoteEdges(plan)
    .filter(({ from, to }) => [from.node, to.node].some((n) => workerOf(plan, n) === worker))
    .map(({ id }) => id);
}

/** Chunks that may be on their way to another worker: enough to keep it fed, few enough to drop the rest in time. */
const CREDIT: Partial<Record<PortType, number>> = { 'video/raw': 2 };
const SMALL_CREDIT = 8;

function nodePart(plan: Plan, { node, spec, params, inputs, outputs }: PlannedNode): NodePart {
  return {
    id: node.id,
    operator: node.operator,
    params,
    mode: node.mode ?? 'normal',
    bypass: bypassOf(spec),
    live: spec.live === true,
    idleAfterMs:
      spec.live && plan.mode === 'live' ? (spec.idleAfter ?? IDLE_AFTER) / 1000 : undefined,
    source: isSource(spec),
    sink: Object.keys(spec.outputs).length === 0,
    ...(plan.inStep?.sinks.has(node.id) && { inStepUs: plan.inStep.latency }),
    ...waysOf(node.mode, spec),
    inputs: inputs.map((edge) => inputPart(plan, edge)),
    outputs: Object.keys(spec.outputs).map((port) => ({
      port,
      edges: outputs
        .filter(({ from }) => from.port === port)
        .map((edge): OutputPart => ({
          edge: edge.id,
          to: edge.to.node,
          port: edge.to.port,
          ...endOf(plan, edge),
        })),
    })),
  };
}

function inputPart(plan: Plan, edge: PlannedEdge): InputPart {
  const { node, spec } = plan.nodes.get(edge.to.node)!;
  const port: InputPort = portOf(spec, 'in', edge.to.port)!;
  const drives = Object.hasOwn(spec.inputs, edge.to.port)
    ? undefined
    : drivableParams(spec).get(edge.to.port);
  return {
    port: edge.to.port,
    sync: isSync(port, plan.mode),
    set: port.set ?? '',
    onIdle: idleWayOf(port, node.mode, plan.mode),
    loopback: edge.loopback,
    edge: edge.id,
    ...endOf(plan, edge),
    ...(drives && { drives }),
    ...(node.mode === undefined && acceptsOf(plan, edge)),
  };
}

/** Whether an input waits for its neighbours. */
function isSync({ arrival = 'sync' }: InputPort, mode: RunMode): boolean {
  return arrival === 'sync' || (arrival === 'newest' && mode === 'batch');
}

/** A device that is silent for so long is idle, in µs, where its spec says nothing else. */
const IDLE_AFTER = 1_000_000;

/** Whoever does not work passes on what comes; batch waits for everything. */
function idleWayOf(
  { onIdle = 'wait' }: InputPort,
  mode: PipelineNode['mode'],
  runMode: RunMode,
): InputPart['onIdle'] {
  return mode === undefined && runMode !== 'batch' ? onIdle : 'wait';
}

const SYNC: InputPolicy = { kind: 'sync' };

/** How the node is called and its bounds move. One that does not work passes on what comes, as it comes. */
function waysOf(
  mode: PipelineNode['mode'],
  spec: OperatorSpec,
): Pick<NodePart, 'boundOffset' | 'processBounds' | 'policy' | 'maxInFlight'> {
  const { bounds, policy = SYNC, maxInFlight = 1 } = spec;
  if (mode) return { boundOffset: 0, processBounds: false, policy: SYNC, maxInFlight: 1 };
  return {
    boundOffset: typeof bounds === 'string' ? undefined : bounds.offset,
    processBounds: bounds === 'process',
    policy,
    maxInFlight,
  };
}

function endOf(plan: Plan, edge: PlannedEdge): Pick<InputPart, 'link' | 'queue' | 'credit'> {
  const credit = edge.queue.overflow === 'keep-latest' ? 1 : (CREDIT[edge.type] ?? SMALL_CREDIT);
  return { link: linkOf(plan, edge), queue: edge.queue, credit };
}

/** What a node takes by itself; what follows it, and its other inputs, look for themselves. */
function acceptsOf(plan: Plan, { from, to }: PlannedEdge): Pick<InputPart, 'accepts'> {
  const [sender, receiver] = [plan.nodes.get(from.node)!, plan.nodes.get(to.node)!];
  const entered = receiver.inputs.map((edge) => edge.to.port);
  const driven = drivenParams(receiver.spec, entered);
  const caps = nodeCapsOf(receiver.node, receiver.spec, driven).free.get(`in.${to.port}`);
  assert(caps && caps !== 'any', `'${to.node}' has no input '${to.port}'.`);
  const isTypeKnown = typesOf(sender.spec.outputs[from.port]!).length === 1;
  const takesAll = caps.every(({ fields }) => Object.keys(fields).length === 0);
  if (isTypeKnown && takesAll) return {};
  const name = ({ node, spec }: PlannedNode, side: Side, port: string): string =>
    endWords(node.title ?? spec.title, spec, side, port);
  const ends = { from: name(sender, 'out', from.port), to: name(receiver, 'in', to.port) };
  return { accepts: { caps, ...ends } };
}

/** How chunks get over an edge: by a call, through a queue of the worker, or to another worker. */
export function linkOf(plan: Plan, { queued, from, to }: PlannedEdge): InputPart['link'] {
  if (!queued) return 'fused';
  return workerOf(plan, from.node) === workerOf(plan, to.node) ? 'local' : 'remote';
}
