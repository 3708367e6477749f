import type { FaultNotice } from '#contract/fault.ts';
import type { EdgeId, NodeId } from '#pipeline/pipeline.ts';
import { isDrivenParam } from '#pipeline/ports.ts';
import { totalDrops } from '#stream/dropReason.ts';
import { percentile } from './percentile.ts';
import type { Plan, PlannedNode } from './plan.ts';
import type { NodeReading } from './protocol.ts';
import type { RunMeter } from './runMeter.ts';
import type { EdgeSnapshot, NodeSnapshot, NodeState } from './snapshot.ts';
import { addDrops } from './drops.ts';

/** Back pressure below this share of time is nothing to speak of. */
const PRESSURED_SHARE = 0.3;
/** A wait shorter than this, in ms, is how joins work. */
const WAITING_MS = 500;

/** What a node snapshot is made from. */
export interface NodeSight {
  readonly plan: Plan;
  readonly planned: PlannedNode;
  readonly worker: number;
  readonly meter: RunMeter;
  readonly edges: Readonly<Record<EdgeId, EdgeSnapshot>>;
  /** Set if the worker that ran it is gone. */
  readonly lost: FaultNotice | undefined;
  /** True once the run was ended by the user. */
  readonly stopped: boolean;
  /** Nodes that failed, or were lost with their worker. */
  readonly failed: ReadonlySet<NodeId>;
}

/** A node that has no part in the run. */
export const offSnapshot: NodeSnapshot = {
  state: 'off',
  in: 0,
  out: 0,
  dropped: {},
  rate: 0,
  dropRate: 0,
  p50: 0,
  p99: 0,
  histogram: [],
  share: { busy: 0, waiting: 0, pressured: 0 },
  ports: {},
  worker: 0,
};

/** One node as of the last reading of its worker. */
export function nodeSnapshot(sight: NodeSight): NodeSnapshot {
  const { planned, meter, lost, worker } = sight;
  const { id } = planned.node;
  const reading = meter.latest?.nodes[id];
  if (!reading) {
    const opening = { title: 'Opening', hint: '' };
    return lost
      ? { ...offSnapshot, state: 'error', fault: lost, worker }
      : { ...offSnapshot, state: 'opening', opening, worker };
  }
  const isSink = Object.keys(planned.spec.outputs).length === 0;
  const histogram = meter.histogram(id);
  const busy = Math.min(1, meter.nodeRate(id, ({ busyMs }) => busyMs) / 1000);
  const pressured = Math.min(1, meter.nodeRate(id, ({ heldMs }) => heldMs) / 1000);
  const share = { busy, pressured, waiting: Math.max(0, 1 - busy - pressured) };
  const dropsIn = (r: NodeReading): number => totalDrops(r.dropped);
  const edges = planned.inputs.map((edge) => sight.edges[edge.id]);
  const fault = lost ?? reading.fault;
  const state = stateOf(sight, reading, share.pressured);
  const waitsFor = state === 'waiting' ? waitOf(planned, reading) : undefined;
  const endedBy = state === 'ended' ? culpritOf(sight, id) : undefined;
  return {
    state,
    ...(state === 'opening' && reading.opening ? { opening: reading.opening } : {}),
    ...(fault ? { fault } : {}),
    ...(endedBy ? { endedBy } : {}),
    ...(waitsFor ? { waitsFor } : {}),
    ...(state === 'pressured' && reading.heldBy ? { heldBy: reading.heldBy } : {}),
    in: dataIn(reading),
    out: reading.out,
    dropped: addDrops([reading.dropped, ...edges.map((edge) => edge?.dropped ?? {})]),
    rate: meter.nodeRate(id, (r) => (isSink ? dataIn(r) : r.mainOut)),
    dropRate:
      meter.nodeRate(id, dropsIn) + edges.reduce((sum, edge) => sum + (edge?.dropRate ?? 0), 0),
    p50: percentile(histogram, 0.5),
    p99: percentile(histogram, 0.99),
    histogram,
    share,
    ports: reading.ports,
    ...(reading.latencyMs === undefined ? {} : { latencyMs: reading.latencyMs }),
    ...(reading.step ? { step: reading.step } : {}),
    ...(reading.progress ? { progress: reading.progress } : {}),
    ...(reading.log === undefined ? {} : { log: reading.log }),
    ...(reading.driven ? { driven: reading.driven } : {}),
    ...(state === 'running' && reading.notice !== undefined ? { notice: reading.notice } : {}),
    ...(reading.facts ? { facts: reading.facts } : {}),
    worker,
  };
}

function stateOf(sight: NodeSight, reading: NodeReading, pressured: number): NodeState {
  const { planned, lost, stopped } = sight;
  if (lost || reading.phase === 'failed') return 'error';
  if (stopped) return 'off';
  if (reading.phase === 'ended') return 'ended';
  const { mode } = planned.node;
  if (mode) return mode;
  if (reading.phase === 'opening') return 'opening';
  if (pressured >= PRESSURED_SHARE && reading.heldBy) return 'pressured';
  return waitOf(planned, reading) ? 'waiting' : 'running';
}

/** What a node was given to work on. */
function dataIn({ delivered, values }: NodeReading): number {
  return delivered - values;
}

function waitOf(planned: PlannedNode, reading: NodeReading): NodeSnapshot['waitsFor'] {
  if (reading.waitsFor) return reading.waitsFor.forMs > WAITING_MS ? reading.waitsFor : undefined;
  const first = planned.inputs.find(({ to }) => !isDrivenParam(planned.spec, to.port));
  return first && reading.delivered === 0 ? { port: first.to.port, forMs: 0 } : undefined;
}

/** The nearest node above that failed. */
function culpritOf({ plan, failed }: NodeSight, from: NodeId): NodeId | undefined {
  const seen = new Set<NodeId>([from]);
  const queue = [from];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    for (const edge of plan.nodes.get(id)?.inputs ?? []) {
      const above = edge.from.node;
      if (failed.has(above)) return above;
      if (!seen.has(above)) queue.push(above);
      seen.add(above);
    }
  }
  return undefined;
}
