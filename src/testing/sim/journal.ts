import type { Holdings } from './holdings.ts';
import type { Said } from './simPayload.ts';
import type { SimThread } from './simThread.ts';

/** One chunk that passed a port. */
export interface Entry {
  readonly timestamp: number;
  readonly said: Said;
  /** Sound that says of itself that there is a gap before it. */
  readonly isBehindGap?: boolean;
}

/** What was seen of one node, over all its kernels. */
export class NodeJournal {
  readonly id: string;
  /** Where its newest kernel lies. */
  thread: SimThread | undefined;
  /** By port, in the order the kernel was given them, or sent them itself. */
  readonly given = new Map<string, Entry[]>();
  readonly sent = new Map<string, Entry[]>();
  /** What each of its kernels holds, the newest last. */
  readonly holdings: Holdings[] = [];
  calls = 0;
  opened = 0;
  closed = 0;
  flushed = 0;
  /** For a source: how far the run's clock was as it last sent, and whether that was taken. */
  sentAt = 0;
  isTaken = true;
  /** True once a device has said that it is silent. */
  saidIdle = false;
  /** Streams of a source that began, and those that unwound. */
  began = 0;
  unwound = 0;
  /** True once it has failed as its params say. */
  failed = false;

  constructor(id: string) {
    this.id = id;
  }

  note(side: 'given' | 'sent', port: string, entry: Entry): void {
    const list = this[side].get(port);
    if (list) list.push(entry);
    else this[side].set(port, [entry]);
  }

  /** Takes back the last entry: the engine refused it. */
  takeBack(port: string): void {
    this.sent.get(port)!.pop();
  }
}

/** How many chunks may be between a sender and one input. */
export interface Limit {
  readonly to: { readonly node: string; readonly port: string };
  /** So many may have left the queue and not arrived. */
  readonly underway: number;
  readonly most: number;
  /** Stream time that those in the queue may span, in µs; less than that, in fact. */
  readonly span: number;
}

/** How many chunks must have been sent before an input is read. */
export interface Level {
  readonly from: { readonly node: string; readonly port: string };
  readonly least: number;
}

/** What the kernels of one run saw, and every promise that was broken to them. */
export class Journal {
  readonly nodes = new Map<string, NodeJournal>();
  readonly broken: string[] = [];
  readonly #limits: ReadonlyMap<string, readonly Limit[]>;

  readonly #levels: ReadonlyMap<string, Level>;

  constructor(limits: ReadonlyMap<string, readonly Limit[]>, levels: ReadonlyMap<string, Level>) {
    this.#limits = limits;
    this.#levels = levels;
  }

  of(id: string): NodeJournal {
    let node = this.nodes.get(id);
    if (!node) {
      node = new NodeJournal(id);
      this.nodes.set(id, node);
    }
    return node;
  }

  /** A sender that may only wait must not run ahead of a receiver that is open. */
  checkRoom(node: string, port: string): void {
    for (const { to, underway, most, span } of this.#limits.get(`${node}.${port}`) ?? []) {
      const receiver = this.of(to.node);
      const isOpen = receiver.thread?.alive && receiver.opened > receiver.closed;
      if (!isOpen || receiver.failed) continue;
      const sent = this.of(node).sent.get(port) ?? [];
      const given = receiver.given.get(to.port)?.length ?? 0;
      if (sent.length - given > most) {
        this.complain(`Edge ${node}.${port}→${to.node}.${to.port} holds more than ${most} chunks.`);
      }
      // The last one has just been sent: what was there before left room for it.
      const queued = sent.slice(given + underway, -1);
      if (queued.length > 1 && queued.at(-1)!.timestamp - queued[0]!.timestamp >= span) {
        this.complain(`Edge ${node}.${port}→${to.node}.${to.port} holds ${span} µs and more.`);
      }
    }
  }

  /** What is read only from a level on is not read before so much was sent. */
  checkLevel(node: string, port: string): void {
    const level = this.#levels.get(`${node}.${port}`);
    if (!level || this.of(node).given.get(port)!.length > 1) return;
    const sender = this.of(level.from.node);
    const sent = sender.sent.get(level.from.port)?.length ?? 0;
    if (sent >= level.least || sender.closed > 0) return;
    this.complain(
      `Input ${node}.${port} is read with ${sent} sent, before there are ${level.least}.`,
    );
  }

  /** Notes a broken promise; the same words once. */
  complain(sentence: string): void {
    if (!this.broken.includes(sentence)) this.broken.push(sentence);
  }
}
