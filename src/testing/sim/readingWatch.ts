import { isRecord } from '#base/json.ts';
import type { EdgeReading, WorkerReading } from '#engine/protocol.ts';
import { edgeId, splitPortRef } from '#pipeline/pipeline.ts';
import { isFatal } from './commands.ts';
import type { Journal } from './journal.ts';
import type { Scenario } from './scenario.ts';
import type { SimPort } from './simPort.ts';
import { partsOf, simSpecOf } from './simSpecs.ts';
import type { SimThread } from './simThread.ts';

/** Chunks that came through shared memory by message and wait for their turn, at most, for each edge. */
const BEFORE_THEIR_TURN = 2;

/**
 * Looks at every reading that a worker gives of itself: it holds no more memory than what waits and what its
 * kernels work with or keep, and where nothing waits on an edge its bound is as far as its sender is.
 */
export class ReadingWatch {
  readonly #scenario: Scenario;
  readonly #journal: Journal;
  readonly #slack: number;
  readonly #hasFatal: boolean;

  constructor(scenario: Scenario, journal: Journal) {
    const { pipeline, sharesMemory, commands } = scenario;
    this.#scenario = scenario;
    this.#journal = journal;
    this.#hasFatal = commands.some(isFatal);
    // The engine's own kernels are not watched.
    const standIns = pipeline.nodes.filter(({ mode }) => mode !== undefined);
    const unwatched = standIns.reduce(
      (sum, { operator }) => sum + Object.keys(simSpecOf(operator)!.inputs).length,
      0,
    );
    // The last chunk of an input that repeats it is the engine's to keep.
    const kept = pipeline.edges.filter(({ to }) => {
      const { node, port } = splitPortRef(to);
      const { operator } = pipeline.nodes.find(({ id }) => id === node)!;
      return simSpecOf(operator)!.inputs[port]!.onIdle === 'hold';
    });
    const held = unwatched + kept.length;
    this.#slack = held + (sharesMemory ? BEFORE_THEIR_TURN * pipeline.edges.length : 0);
  }

  posted({ thread }: SimPort, data: unknown): void {
    const reading = isRecord(data) ? (data['value'] as WorkerReading | undefined) : undefined;
    if (!isRecord(reading) || !isRecord(reading.open) || !isRecord(reading.edges)) return;
    this.#checkMemory(thread, reading);
    if (!this.#hasFatal) this.#checkBounds(reading);
  }

  #checkMemory(thread: SimThread, { open, edges }: WorkerReading): void {
    let most = this.#slack;
    for (const { queued } of Object.values(edges)) most += queued;
    for (const node of this.#journal.nodes.values()) {
      if (node.thread !== thread) continue;
      for (const holdings of node.holdings) most += holdings.most;
    }
    if (open.buffers > most) {
      this.#journal.complain(`${thread.name} holds buffers that nobody works with or keeps.`);
    }
  }

  #checkBounds({ edges, nodes }: WorkerReading): void {
    for (const edge of this.#scenario.pipeline.edges) {
      const reading = edges[edgeId(edge)];
      const bound = reading && saidOf(reading);
      if (bound === undefined || reading!.queued > 0) continue;
      const from = splitPortRef(edge.from);
      const to = splitPortRef(edge.to);
      const phase = nodes[to.node]?.phase ?? 'running';
      if (nodes[from.node]?.phase !== 'running' || phase !== 'running') continue;
      const last = this.#lastSent(from.node, from.port);
      if (last === undefined || bound > last) continue;
      this.#journal.complain(
        `Edge ${edgeId(edge)} has nothing queued, and its bound is ${bound} behind a chunk at ${last} µs.`,
      );
    }
  }

  /** What a node has sent last, if it is sure that the engine has it. */
  #lastSent(id: string, port: string): number | undefined {
    const node = this.#journal.of(id);
    const { operator, mode } = this.#scenario.pipeline.nodes.find((other) => other.id === id)!;
    const heard = node.thread?.heard;
    const isSure =
      mode === undefined &&
      partsOf(operator).name !== 'crew' &&
      heard !== 'drain' &&
      heard !== 'cancel';
    return isSure ? node.sent.get(port)?.at(-1)?.timestamp : undefined;
  }
}

/** The bound that the sender's end has told, where both ends lie in one worker that the receiver has. */
function saidOf({ sent, told, bound }: EdgeReading): number | undefined {
  return sent === undefined ? undefined : (told ?? bound);
}
