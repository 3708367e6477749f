import type { Said } from './simPayload.ts';
import type { SimThread } from './simThread.ts';

/** One chunk that passed a port. */
export interface Entry {
  readonly timestamp: number;
  readonly said: Said;
}

/** What was seen of one node, over all its kernels. */
export class NodeJournal {
  readonly id: string;
  /** Where its newest kernel lies. */
  thread: SimThread | undefined;
  /** By port, in the order the kernel was given them, or sent them itself. */
  readonly given = new Map<string, Entry[]>();
  readonly sent = new Map<string, Entry[]>();
  calls = 0;
  opened = 0;
  closed = 0;
  flushed = 0;
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
interface Limit {
  readonly to: { readonly node: string; readonly port: string };
  readonly most: number;
}

/** What the kernels of one run saw, and every promise that was broken to them. */
export class Journal {
  readonly nodes = new Map<string, NodeJournal>();
  readonly broken: string[] = [];
  /** For an output that blocks: where its chunks go, and how many may be on their way. */
  readonly limits = new Map<string, readonly Limit[]>();

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
    for (const { to, most } of this.limits.get(`${node}.${port}`) ?? []) {
      const receiver = this.of(to.node);
      const isOpen = receiver.thread?.alive && receiver.opened > receiver.closed;
      if (!isOpen || receiver.failed) continue;
      const sent = this.of(node).sent.get(port)?.length ?? 0;
      const given = receiver.given.get(to.port)?.length ?? 0;
      if (sent - given > most) {
        this.complain(`Edge ${node}.${port}→${to.node}.${to.port} holds more than ${most} chunks.`);
      }
    }
  }

  /** Notes a broken promise; the same words once. */
  complain(sentence: string): void {
    if (!this.broken.includes(sentence)) this.broken.push(sentence);
  }
}
