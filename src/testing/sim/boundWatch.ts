import type { EdgeReading, WorkerReading } from '#engine/protocol.ts';
import { type Edge, edgeId, type PipelineNode, splitPortRef } from '#pipeline/pipeline.ts';
import type { Bound } from '#stream/micros.ts';
import type { Journal } from './journal.ts';
import type { Scenario } from './scenario.ts';
import { partsOf, simSpecOf } from './simSpecs.ts';

/**
 * Watches that bounds come on: where nothing waits on an edge it is known as far as its sender has sent, and, where
 * nothing is to be done, as far as what its sender was given is known.
 */
export class BoundWatch {
  readonly #scenario: Scenario;
  readonly #journal: Journal;

  constructor(scenario: Scenario, journal: Journal) {
    this.#scenario = scenario;
    this.#journal = journal;
  }

  check(reading: WorkerReading): void {
    for (const edge of this.#scenario.pipeline.edges) {
      const bound = this.#knownOn(edge, reading);
      if (bound === undefined) continue;
      const sender = this.#senderOf(edge);
      const last = this.#lastSent(sender, edge);
      if (last !== undefined && bound <= last) this.#complain(edge, bound, `a chunk at ${last} µs`);
      const settled = reading.passive ? this.#settledFor(sender, reading) : undefined;
      if (settled !== undefined && bound < settled) {
        this.#complain(edge, bound, `what is settled up to ${settled} µs`);
      }
    }
  }

  /** How far an edge is known, if both ends run and nothing waits. */
  #knownOn(edge: Edge, { edges, nodes }: WorkerReading): Bound | undefined {
    const reading = edges[edgeId(edge)];
    if (!reading || reading.queued > 0) return undefined;
    const from = nodes[splitPortRef(edge.from).node];
    const to = nodes[splitPortRef(edge.to).node];
    if (from?.phase !== 'running' || (to && to.phase !== 'running')) return undefined;
    return saidOf(reading);
  }

  /** What a node has sent last, if it is sure that the engine has it. */
  #lastSent({ id, operator, mode }: PipelineNode, { from }: Edge): number | undefined {
    const node = this.#journal.of(id);
    const heard = node.thread?.heard;
    const isSure =
      mode === undefined &&
      partsOf(operator).name !== 'crew' &&
      heard !== 'drain' &&
      heard !== 'cancel';
    return isSure ? node.sent.get(splitPortRef(from).port)?.at(-1)?.timestamp : undefined;
  }

  /** How far the inputs of a node are known whose outputs follow them, if nothing waits for it or holds it. */
  #settledFor({ id, operator, mode }: PipelineNode, reading: WorkerReading): number | undefined {
    const { bounds, policy, inputs } = simSpecOf(operator)!;
    const isSource = Object.keys(inputs).length === 0;
    if (isSource || typeof bounds === 'string' || policy?.kind === 'align') return undefined;
    if (mode !== undefined || reading.nodes[id]?.heldBy !== undefined) return undefined;
    let settled = Infinity;
    for (const edge of this.#scenario.pipeline.edges) {
      const to = splitPortRef(edge.to);
      if (to.node !== id || edge.loopback) continue;
      const { queued, bound } = reading.edges[edgeId(edge)] ?? {};
      if (queued !== 0 || bound === undefined || inputs[to.port]!.onIdle) return undefined;
      settled = Math.min(settled, bound);
    }
    return Number.isFinite(settled) ? settled : undefined;
  }

  #senderOf({ from }: Edge): PipelineNode {
    const { node } = splitPortRef(from);
    return this.#scenario.pipeline.nodes.find(({ id }) => id === node)!;
  }

  #complain(edge: Edge, bound: Bound, what: string): void {
    const id = edgeId(edge);
    this.#journal.complain(
      `Edge ${id} has nothing queued, and its bound is ${bound} behind ${what}.`,
    );
  }
}

/** The bound that the sender's end has told, or, where both ends lie in one worker, that the receiver has. */
function saidOf({ sent, told, bound }: EdgeReading): Bound | undefined {
  return sent === undefined ? undefined : (told ?? bound);
}
