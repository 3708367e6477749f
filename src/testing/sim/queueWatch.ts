import { isRecord } from '#base/json.ts';
import type { EdgeReading, WorkerPart, WorkerReading } from '#engine/protocol.ts';
import type { QueueSettings } from '#stream/queueSettings.ts';
import type { Journal } from './journal.ts';
import type { SimThread } from './simThread.ts';

/** Watches that nobody waits for room that there is, with the limits that hold at that moment. */
export class QueueWatch {
  readonly #journal: Journal;
  readonly #settings = new Map<string, QueueSettings>();

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** What a worker is told of its queues, as it comes there. */
  heard(message: unknown): void {
    if (!isRecord(message) || !Array.isArray(message['path'])) return;
    const [call] = message['path'] as readonly string[];
    const given = (message['argumentList'] as readonly { readonly value: unknown }[]).map(
      ({ value }) => value,
    );
    if (call === 'setQueue') this.#settings.set(given[0] as string, given[1] as QueueSettings);
    if (call !== 'open') return;
    for (const { nodes } of (given[0] as WorkerPart).tasks) {
      for (const { edges } of nodes.flatMap(({ outputs }) => outputs)) {
        for (const { edge, queue } of edges) this.#settings.set(edge, queue);
      }
    }
  }

  check({ name }: SimThread, { edges }: WorkerReading): void {
    for (const [edge, reading] of Object.entries(edges)) {
      const settings = reading.grownTo ?? this.#settings.get(edge);
      if (!reading.waits || !settings || mayWait(reading, settings)) continue;
      this.#journal.complain(`On ${name} the sender of edge ${edge} waits for room that there is.`);
    }
  }
}

function mayWait(
  { queued, bytes, span }: EdgeReading,
  { overflow, capacity, bytes: most, seconds }: QueueSettings,
): boolean {
  return overflow === 'block' && (queued >= capacity || bytes >= most || span >= seconds * 1e6);
}
