import type { SimThread } from './simThread.ts';
import type { Place, World } from './world.ts';

type Listener = (event: { readonly data: unknown }) => void;

/** How long messages of one port take, in ms; drawn anew for each, but none overtakes another of its port. */
type Delay = () => number;

/**
 * One end of a channel between two simulated threads. Order is kept within a port and nowhere else. What is
 * posted is cloned and its buffers detached as between real threads, except on a control channel.
 */
export class SimPort implements Place {
  thread: SimThread;
  /** The edge whose end it is, once that is known. */
  edge: string | undefined;
  readonly #world: World;
  readonly #delay: Delay;
  /** Control messages carry ports and functions of comlink, which no clone could hold; nobody keeps them. */
  readonly #isControl: boolean;
  readonly #listeners = new Set<Listener>();
  #peer!: SimPort;
  #handler: Listener | undefined;
  #isStarted = false;
  #isClosed = false;
  /** What has arrived: more than one only before somebody listens. */
  readonly #inbox: unknown[] = [];
  #lastArrival = 0;

  private constructor(world: World, thread: SimThread, isControl: boolean) {
    this.#world = world;
    this.thread = thread;
    this.#isControl = isControl;
    this.#delay = delayOf(world);
    world.whenOver(() => this.#forget());
  }

  /** Two ends that both lie in `thread` until one is posted elsewhere. */
  static channel(
    world: World,
    thread: SimThread,
    isControl = false,
  ): { readonly port1: SimPort; readonly port2: SimPort } {
    const port1 = new SimPort(world, thread, isControl);
    const port2 = new SimPort(world, thread, isControl);
    port1.#peer = port2;
    port2.#peer = port1;
    return { port1, port2 };
  }

  postMessage(data: unknown, transfer: readonly Transferable[] = []): void {
    if (this.#isClosed) return;
    this.#world.watch?.posted(this, data);
    const moved = this.#isControl
      ? data
      : structuredClone(data, { transfer: transfer as Transferable[] });
    const to = this.#peer;
    to.#lastArrival = Math.max(to.#lastArrival, this.thread.sendsAt + this.#delay());
    this.#world.at(to.#lastArrival, to, () => {
      for (const port of transfer) if (port instanceof SimPort) port.thread = to.thread;
      to.#inbox.push(moved);
      if (to.#isStarted) to.#receive();
    });
  }

  get onmessage(): Listener | undefined {
    return this.#handler;
  }

  set onmessage(handler: Listener | undefined) {
    this.#handler = handler;
    this.start();
  }

  addEventListener(_type: 'message', listener: Listener): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_type: 'message', listener: Listener): void {
    this.#listeners.delete(listener);
  }

  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    for (const _ of this.#inbox) {
      this.#world.at(this.thread.sendsAt, this, () => this.#receive());
    }
  }

  /** Takes nothing more; what it has posted still arrives. */
  close(): void {
    this.#isClosed = true;
  }

  #forget(): void {
    this.#isClosed = true;
    this.#listeners.clear();
    this.#handler = undefined;
    this.#inbox.length = 0;
  }

  #receive(): void {
    const data = this.#inbox.shift();
    if (this.#isClosed) return;
    if (this.#isControl) {
      this.thread.hear(data);
      this.#world.watch?.heard(data);
    }
    this.#handler?.({ data });
    for (const listener of this.#listeners) listener({ data });
  }
}

/** Most ports are quick, some are slow, a few are slow always or clogged now and then. */
function delayOf(world: World): Delay {
  const { random } = world;
  const kind = random();
  const base = 0.005 + random() * 0.05;
  if (kind < 0.6) return () => base + random() * 0.05;
  if (kind < 0.9) return () => base + random() ** 4 * 8;
  if (kind < 0.92) return () => base + 5 + random() * 40;
  return () => base + (random() < 0.03 ? random() * 60 : random() * 0.2);
}
