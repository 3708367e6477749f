import { isRecord } from '#base/json.ts';
import type { WorkerReading } from '#engine/protocol.ts';
import { splitPortRef } from '#pipeline/pipeline.ts';
import { BoundWatch } from './boundWatch.ts';
import { isFatal } from './commands.ts';
import type { Journal } from './journal.ts';
import { QueueWatch } from './queueWatch.ts';
import type { Scenario } from './scenario.ts';
import type { SimPort } from './simPort.ts';
import { simSpecOf } from './simSpecs.ts';
import type { SimThread } from './simThread.ts';

/** Chunks that came through shared memory by message and wait for their turn, at most, for each edge. */
const BEFORE_THEIR_TURN = 2;

/**
 * Looks at every reading that a worker gives of itself: it holds no more memory than what waits and what its
 * kernels work with or keep, nobody waits in vain, and bounds come on.
 */
export class ReadingWatch {
  readonly #journal: Journal;
  readonly #slack: number;
  readonly #queues: QueueWatch;
  /** Undefined where workers die: what their neighbours had told them is not looked at. */
  readonly #bounds: BoundWatch | undefined;

  constructor(scenario: Scenario, journal: Journal) {
    const { pipeline, sharesMemory, commands } = scenario;
    this.#journal = journal;
    this.#queues = new QueueWatch(journal);
    if (!commands.some(isFatal)) this.#bounds = new BoundWatch(scenario, journal);
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
    this.#queues.check(thread, reading);
    this.#bounds?.check(reading);
  }

  heard(message: unknown): void {
    this.#queues.heard(message);
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
}
