import type { EdgeReading, WorkerReading } from '#engine/protocol.ts';
import { edgeId, type PipelineNode, splitPortRef } from '#pipeline/pipeline.ts';
import type { Bound } from '#stream/micros.ts';
import type { Journal } from './journal.ts';
import type { Scenario } from './scenario.ts';
import { partsOf, simSpecOf } from './simSpecs.ts';

/** One edge, with what is asked of it again and again. */
interface Watched {
  readonly id: ReturnType<typeof edgeId>;
  readonly from: ReturnType<typeof splitPortRef>;
  readonly to: ReturnType<typeof splitPortRef>;
  readonly sender: PipelineNode;
  /** What its sender's outputs follow; undefined where nobody says that they do. */
  readonly followed: readonly Watched['id'][] | undefined;
  /** True if the engine has what its sender has noted as sent. */
  readonly isSure: boolean;
}

/**
 * Watches that bounds come on: where nothing waits on an edge it is known as far as its sender has sent, and, where
 * nothing is to be done, as far as what its sender was given is known.
 */
export class BoundWatch {
  readonly #edges: readonly Watched[];
  readonly #journal: Journal;

  constructor({ pipeline }: Scenario, journal: Journal) {
    this.#journal = journal;
    const nodes = new Map(pipeline.nodes.map((node) => [node.id, node]));
    this.#edges = pipeline.edges.map((edge) => {
      const from = splitPortRef(edge.from);
      const sender = nodes.get(from.node)!;
      return {
        id: edgeId(edge),
        from,
        to: splitPortRef(edge.to),
        sender,
        followed: followedBy(sender, pipeline),
        isSure: sender.mode === undefined && partsOf(sender.operator).name !== 'crew',
      };
    });
  }

  check(reading: WorkerReading): void {
    for (const edge of this.#edges) {
      const bound = knownOn(edge, reading);
      if (bound === undefined) continue;
      const last = this.#lastSent(edge);
      if (last !== undefined && bound <= last) this.#complain(edge, bound, `a chunk at ${last} µs`);
      const settled = reading.passive ? settledFor(edge, reading) : undefined;
      if (settled !== undefined && bound < settled) {
        this.#complain(edge, bound, `what is settled up to ${settled} µs`);
      }
    }
  }

  /** What the sender has sent last; one that is being ended may have given up on it. */
  #lastSent({ sender, from, isSure }: Watched): number | undefined {
    if (!isSure) return undefined;
    const node = this.#journal.of(sender.id);
    const heard = node.thread?.heard;
    if (heard === 'drain' || heard === 'cancel') return undefined;
    return node.sent.get(from.port)?.at(-1)?.timestamp;
  }

  #complain({ id }: Watched, bound: Bound, what: string): void {
    this.#journal.complain(
      `Edge ${id} has nothing queued, and its bound is ${bound} behind ${what}.`,
    );
  }
}

/** The edges whose bounds a node's outputs follow, where the engine has to see to that. */
function followedBy(
  { id, operator, mode }: PipelineNode,
  { edges }: Scenario['pipeline'],
): Watched['followed'] {
  const { bounds, policy, inputs } = simSpecOf(operator)!;
  const into = edges.filter(({ to, loopback }) => splitPortRef(to).node === id && !loopback);
  const leavesOut = into.some(({ to }) => inputs[splitPortRef(to).port]!.onIdle);
  const follows = typeof bounds !== 'string' && policy?.kind !== 'align' && !leavesOut;
  return follows && into.length > 0 && mode === undefined ? into.map(edgeId) : undefined;
}

/** How far an edge is known, if both ends run and nothing waits. */
function knownOn({ id, from, to }: Watched, { edges, nodes }: WorkerReading): Bound | undefined {
  const reading = edges[id];
  if (!reading || reading.queued > 0 || nodes[from.node]?.phase !== 'running') return undefined;
  return (nodes[to.node]?.phase ?? 'running') === 'running' ? saidOf(reading) : undefined;
}

/** How far the inputs of its sender are known, if nothing waits for that or holds it. */
function settledFor({ sender, followed }: Watched, reading: WorkerReading): number | undefined {
  if (!followed || reading.nodes[sender.id]?.heldBy !== undefined) return undefined;
  let settled = Infinity;
  for (const id of followed) {
    const { queued, bound } = reading.edges[id] ?? {};
    if (queued !== 0 || bound === undefined) return undefined;
    settled = Math.min(settled, bound);
  }
  return Number.isFinite(settled) ? settled : undefined;
}

/** The bound that the sender's end has told, or, where both ends lie in one worker, that the receiver has. */
function saidOf({ sent, told, bound }: EdgeReading): Bound | undefined {
  return sent === undefined ? undefined : (told ?? bound);
}
