import { joinEnds } from '#engine/edgeEnds.ts';
import type { EdgeReading, NodeReading, WorkerReading } from '#engine/protocol.ts';
import type { EdgeId, NodeId } from '#pipeline/pipeline.ts';
import { micros } from '#stream/micros.ts';
import type { NodeEnv } from './nodeEnv.ts';
import type { NodeInput } from './nodeInput.ts';
import type { NodeRuntime } from './nodeRuntime.ts';
import type { WorkerScope } from './workerScope.ts';

/** Reads all counters of one worker. */
export function readWorker(
  nodes: readonly NodeRuntime[],
  { stopwatch, memory, thread }: Pick<WorkerScope, 'stopwatch' | 'memory' | 'thread'>,
  busy: boolean,
): WorkerReading {
  const now = thread.now();
  const ended = nodes.every(({ gone }) => gone);
  const edges: Record<EdgeId, EdgeReading> = {};
  const readings: Record<NodeId, NodeReading> = {};
  for (const node of nodes) {
    readings[node.part.id] = readNode(node, now);
    for (const input of node.inputs) {
      add(edges, input.part.edge, input.read(now));
    }
    for (const output of node.outputs.values()) {
      for (const link of output.links) {
        add(edges, link.edge, link.read(now));
      }
    }
  }
  return {
    at: now,
    busyMs: stopwatch.busy,
    nodes: readings,
    edges,
    copies: memory.copies,
    passive: !busy && nodes.every(({ passive }) => passive),
    ended,
    // Closing what was forgotten is right only when nobody works with it any more.
    open: { media: ended ? memory.closeForgotten() : 0, buffers: memory.pool.held },
  };
}

/** Both ends of an edge may lie in this worker. */
function add(edges: Record<EdgeId, EdgeReading>, edge: EdgeId, reading: EdgeReading): void {
  const other = edges[edge];
  edges[edge] = other ? joinEnds([other, reading]) : reading;
}

function readNode(node: NodeRuntime, now: number): NodeReading {
  const { env } = node;
  const { blocking } = node;
  const ports: Record<string, string> = {};
  for (const input of node.inputs) {
    const caps = input.describe();
    if (caps) ports[`in.${input.name}`] = caps;
  }
  let out = 0;
  let mainOut = 0;
  for (const output of node.outputs.values()) {
    out += output.count;
    mainOut = Math.max(mainOut, output.count);
    const caps = output.describe();
    if (caps) ports[`out.${output.name}`] = caps;
  }
  let delivered = 0;
  let values = 0;
  for (const input of node.inputs) {
    delivered += input.delivered;
    if (input.part.drives) values += input.delivered;
  }
  return {
    phase: node.phase,
    ...(env.openingNotice && node.phase === 'opening' ? { opening: env.openingNotice } : {}),
    ...(node.fault ? { fault: node.fault } : {}),
    delivered,
    values,
    processed: node.calls.processed,
    errored: node.calls.errored,
    out,
    mainOut,
    dropped: node.dropped.read(),
    busyMs: node.calls.busyMs,
    heldMs: env.heldUntil(now),
    ...(env.heldBy ? { heldBy: env.heldBy } : {}),
    ...(blocking ? { waitsFor: waitFor(node, blocking, now) } : {}),
    ...progressOf(env),
    histogram: [...node.calls.histogram],
    ports,
    ...(node.latencyMs === undefined ? {} : { latencyMs: node.latencyMs }),
    ...(node.inStep ? { step: node.inStep.reading } : {}),
    ...(env.lastLog === undefined ? {} : { log: env.lastLog }),
    ...noticeOf(node),
    ...(node.driven ? { driven: { ...node.driven.values } } : {}),
    ...(env.currentFacts ? { facts: env.currentFacts } : {}),
  };
}

function noticeOf({ driven, env }: NodeRuntime): Pick<NodeReading, 'notice'> {
  const notice = driven?.notice ?? env.currentNotice;
  return notice === undefined ? {} : { notice };
}

function waitFor(
  node: NodeRuntime,
  blocking: NodeInput,
  now: number,
): NonNullable<NodeReading['waitsFor']> {
  const firsts = node.inputs.flatMap(({ queue, settled }) => (queue.length > 0 ? settled : []));
  return {
    port: blocking.name,
    forMs: now - node.calls.servedAt,
    needs: micros(Math.min(...firsts)),
  };
}

function progressOf({ reached, endsAt }: NodeEnv): Pick<NodeReading, 'progress'> {
  if (endsAt === undefined) return {};
  return { progress: { reached: reached ?? micros(0), end: endsAt } };
}
