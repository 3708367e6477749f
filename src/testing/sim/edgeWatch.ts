import { isRecord } from '#base/json.ts';
import type { EdgeMessage } from '#engine/protocol.ts';
import { FrameRing } from '#engine/worker/frameRing.ts';
import type { Chunk } from '#stream/chunk.ts';
import { type Bound, boundAfter, DONE, type Micros, UNKNOWN } from '#stream/micros.ts';
import { edgeId, type PipelineNode, splitPortRef } from '#pipeline/pipeline.ts';
import type { SharedSlots } from '#stream/sharedSlots.ts';
import type { Journal } from './journal.ts';
import type { Scenario } from './scenario.ts';
import { SimPort } from './simPort.ts';
import { IDLE_AFTER } from './simShapes.ts';
import { partsOf } from './simSpecs.ts';
import type { SimThread } from './simThread.ts';

/** An end of an edge, as the page hands it to a worker. */
interface EdgeEnd {
  readonly edge: string;
  readonly port: unknown;
  readonly ring?: SharedArrayBuffer;
}

/** How far a ring was read. */
interface SeenRing {
  readonly edge: string;
  readonly ring: FrameRing;
  read: number;
  told: Bound;
  idle: boolean;
}

/** Something on an edge: nothing is below `from`, and nothing will be below `to`. */
interface Step {
  readonly from: number;
  readonly to: Bound;
  readonly isChunk: boolean;
}

/** Where a frame lies does not matter here. */
const NO_SLOTS = { view: () => new Uint8Array() } as unknown as SharedSlots;

/**
 * Watches every edge between workers, whichever way it goes: bounds only rise, nothing is below them, and nothing
 * comes after the end. What is handed to a worker tells which edge a port or a ring belongs to.
 */
export class EdgeWatch {
  readonly #journal: Journal;
  readonly #senders: ReadonlyMap<string, PipelineNode>;
  readonly #isLive: boolean;
  readonly #bounds = new Map<string, Bound>();
  readonly #rings = new Map<ArrayBufferLike, SeenRing>();

  constructor({ pipeline, mode }: Scenario, journal: Journal) {
    this.#journal = journal;
    this.#isLive = mode === 'live';
    const senders = pipeline.edges.map((edge) => {
      const { node } = splitPortRef(edge.from);
      return [edgeId(edge) as string, pipeline.nodes.find(({ id }) => id === node)!] as const;
    });
    this.#senders = new Map(senders);
  }

  posted(port: SimPort, data: unknown): void {
    this.#nameEdges(port.thread, data);
    const step = stepOf(data as EdgeMessage);
    const edge = port.edge ?? 'of an unknown name';
    if (step) this.#see(edge, step);
    if (isRecord(data) && data['kind'] === 'idle' && data['isIdle'] === true) this.#seeIdle(edge);
  }

  /** A sender rings for every single thing it writes. */
  rung({ buffer }: Int32Array): void {
    const seen = this.#rings.get(buffer);
    if (!seen) return;
    for (; seen.read !== seen.ring.written; seen.read += 1) {
      // What goes by message was seen as it was posted.
      const chunk = seen.ring.read(seen.read, NO_SLOTS);
      if (chunk) this.#see(seen.edge, chunkAt(chunk.timestamp));
    }
    const { bound, idle } = seen.ring.news;
    if (idle && !seen.idle) this.#seeIdle(seen.edge);
    seen.idle = idle;
    if (bound === seen.told) return;
    seen.told = bound;
    this.#see(seen.edge, { from: bound, to: bound, isChunk: false });
  }

  #see(edge: string, { from, to, isChunk }: Step): void {
    const bound = this.#bounds.get(edge) ?? UNKNOWN;
    if (from < bound) {
      const what = isChunk ? `a chunk at ${from}` : `the bound ${from}`;
      this.#journal.complain(`Edge ${edge} carries ${what} µs, below its bound ${bound}.`);
    }
    this.#bounds.set(edge, Math.max(bound, to));
  }

  /** Only in a live run; and a device only after a silence, unless it says so: waiting for room is none. */
  #seeIdle(edge: string): void {
    if (!this.#isLive) this.#journal.complain(`Edge ${edge} is idle in a run that is not live.`);
    const sender = this.#senders.get(edge);
    if (!sender || sender.mode !== undefined || partsOf(sender.operator).name !== 'camera') return;
    const { thread, sentAt, isTaken, saidIdle } = this.#journal.of(sender.id);
    if (!thread || thread.stepped || saidIdle) return;
    const silentFor = (thread.runTime - sentAt) * 1000;
    if (!isTaken || silentFor < IDLE_AFTER) {
      this.#journal.complain(`Edge ${edge} is idle ${silentFor} µs after its device sent.`);
    }
  }

  /** The page hands ports to workers together with the edges they belong to. */
  #nameEdges(thread: SimThread, data: unknown): void {
    if (!isRecord(data) || !Array.isArray(data['argumentList'])) return;
    for (const argument of data['argumentList'] as { readonly value?: unknown }[]) {
      if (!Array.isArray(argument.value)) continue;
      for (const end of argument.value as EdgeEnd[]) {
        if (!(end?.port instanceof SimPort)) continue;
        end.port.edge = end.edge;
        if (!end.ring || this.#rings.has(end.ring)) continue;
        const ring = new FrameRing(end.ring, thread);
        this.#rings.set(end.ring, { edge: end.edge, ring, read: 0, told: UNKNOWN, idle: false });
      }
    }
  }
}

/** What a message says of its stream. */
function stepOf(message: EdgeMessage): Step | undefined {
  if (!isRecord(message)) {
    return Array.isArray(message) ? chunkAt(message[1] as Micros) : undefined;
  }
  switch ((message as { readonly kind?: unknown }).kind) {
    case 'chunk':
      return chunkAt((message as { readonly chunk: Chunk }).chunk.timestamp);
    case 'end':
      return { from: DONE, to: DONE, isChunk: false };
    case 'bound': {
      const { bound } = message as { readonly bound: number };
      return { from: bound, to: bound, isChunk: false };
    }
    default:
      return undefined;
  }
}

function chunkAt(timestamp: Micros): Step {
  return { from: timestamp, to: boundAfter(timestamp), isChunk: true };
}
