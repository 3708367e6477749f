import type { EdgeId, NodeId } from '#pipeline/pipeline.ts';
import type { QueueSettings } from '#stream/queueSettings.ts';
import { totalDrops } from '#stream/dropReason.ts';
import { UNKNOWN } from '#stream/micros.ts';
import type { FinalCount } from './conservation.ts';
import { joinEnds } from './edgeEnds.ts';
import { nodeSnapshot, offSnapshot } from './nodeSnapshot.ts';
import { workerOf } from './parts.ts';
import type { Plan, PlannedEdge } from './plan.ts';
import type { EdgeReading, NodeReading } from './protocol.ts';
import type { RunMember } from './runMember.ts';
import { progressOf } from './runProgress.ts';
import type { EdgeSnapshot, NodeSnapshot, RunSnapshot, RunState } from './snapshot.ts';

/** What a snapshot is made from. */
export interface RunSight {
  readonly plan: Plan;
  /** Queues that were changed since the plan was made. */
  readonly queues: ReadonlyMap<EdgeId, QueueSettings>;
  readonly members: readonly RunMember[];
  /** How many workers the engine has, those without a task included. */
  readonly workers: number;
  readonly state: RunState;
  readonly stopped: boolean;
  readonly elapsedMs: number;
}

/** The whole run as of the last reading of each worker. */
export function snapshotOf({
  plan,
  queues,
  members,
  workers,
  state,
  stopped,
  elapsedMs,
}: RunSight): RunSnapshot {
  const failed = new Set(members.flatMap((member) => [...member.failed]));
  const edges: Record<EdgeId, EdgeSnapshot> = {};
  for (const edge of plan.edges) {
    const queue = queues.get(edge.id) ?? edge.queue;
    edges[edge.id] = edgeSnapshot({ ...edge, queue }, members);
  }
  const nodes: Record<NodeId, NodeSnapshot> = {};
  for (const planned of plan.nodes.values()) {
    const { id } = planned.node;
    const worker = workerOf(plan, id);
    const member = members.find(({ index }) => index === worker)!;
    const sight = { plan, planned, worker, meter: member.meter, edges, stopped, failed };
    nodes[id] = nodeSnapshot({ ...sight, lost: member.lost });
  }
  for (const id of plan.skipped) nodes[id] = offSnapshot;
  for (const [id, fault] of plan.refused) nodes[id] = { ...offSnapshot, state: 'error', fault };
  const latencies = Object.values(nodes).flatMap(({ latencyMs }) => latencyMs ?? []);
  return {
    state,
    elapsedMs,
    nodes,
    edges,
    workers: Array.from({ length: workers }, (_, worker) => {
      const member = members.find(({ index }) => index === worker);
      return member && !member.departed ? member.meter.busy() : 0;
    }),
    ...(latencies.length > 0 ? { latencyMs: Math.max(...latencies) } : {}),
    ...progressOf(plan, nodes, elapsedMs),
    violations: [],
  };
}

/** Everything that was counted, once a run has ended. */
export function finalCount(
  members: readonly RunMember[],
  complete: boolean,
): FinalCount & { readonly open: { readonly media: number; readonly buffers: number } } {
  const nodes: Record<NodeId, NodeReading> = {};
  const ends = new Map<EdgeId, EdgeReading[]>();
  let media = 0;
  let buffers = 0;
  for (const { meter, departed } of members) {
    if (departed || !meter.latest) continue;
    Object.assign(nodes, meter.latest.nodes);
    media += meter.latest.open.media;
    buffers += meter.latest.open.buffers;
    for (const [id, reading] of Object.entries(meter.latest.edges)) {
      ends.set(id as EdgeId, [...(ends.get(id as EdgeId) ?? []), reading]);
    }
  }
  const edges = Object.fromEntries([...ends].map(([id, readings]) => [id, joinEnds(readings)]));
  return { nodes, edges, complete, open: { media, buffers } };
}

function edgeSnapshot(edge: PlannedEdge, members: readonly RunMember[]): EdgeSnapshot {
  const readings = members.flatMap(({ meter }) => meter.latest?.edges[edge.id] ?? []);
  const ends = joinEnds(readings);
  const { sent = 0, delivered = 0, dropped = {}, oldestMs } = ends;
  // The queue is where its sender is; what has credit to be on its way to another worker is not held by it.
  const queue = readings.find((reading) => reading.sent !== undefined) ?? ends;
  const { queued, bytes, span } = queue;
  const { bound = UNKNOWN, quietMs = 0, grown = 0, idleMs } = ends;
  let rate = 0;
  let rateOut = 0;
  let dropRate = 0;
  for (const { meter } of members) {
    rate = Math.max(
      rate,
      meter.edgeRate(edge.id, (r) => r.sent ?? r.delivered ?? 0),
    );
    rateOut = Math.max(
      rateOut,
      meter.edgeRate(edge.id, (r) => r.delivered ?? 0),
    );
    dropRate += meter.edgeRate(edge.id, (r) => totalDrops(r.dropped ?? {}));
  }
  const capacity = edge.queued ? edge.queue.capacity : 0;
  return {
    sent,
    delivered,
    dropped,
    queued,
    ahead: ends.queued - queued,
    capacity,
    ...(edge.queued ? { limits: edge.queue } : {}),
    bytes,
    oldestMs,
    span,
    bound,
    quietMs,
    ...(idleMs === undefined ? {} : { idleMs }),
    rate,
    rateOut,
    dropRate,
    ...(ends.turns && { turns: ends.turns }),
    ...(ends.fills && { fills: true }),
    grown,
    ...(ends.grownTo && { grownTo: ends.grownTo }),
  };
}
