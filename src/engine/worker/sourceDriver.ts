import type { Chunk } from '#stream/chunk.ts';
import { type Bound, boundAfter, DONE, micros, UNKNOWN } from '#stream/micros.ts';
import type { Json } from '#base/json.ts';
import { later } from '#base/timer.ts';
import type { NodeRuntime } from './nodeRuntime.ts';
import { IdleWatch } from './idleWatch.ts';
import { both } from './link.ts';
import { earliestOf } from './needs.ts';
import { TURN_MS } from './turns.ts';
import type { WorkerScope } from './workerScope.ts';

/** How long a source that was ended may take to unwind before the node closes around it, in ms. */
const UNWIND_MS = 300;

/** Pulls one source: asks for the next chunk when the last was accepted, paces nothing itself. */
export class SourceDriver {
  readonly node: NodeRuntime;
  readonly #scope: WorkerScope;
  #shift: number;
  /** True for a file among devices: their time goes on while the run stands still. */
  readonly #followsWall: boolean;
  /** How long a chunk of each output lasted last, in µs. */
  readonly #lasted = new Map<string, number>();
  #ending = new AbortController();
  #draining = false;
  /** Settles when a kernel that is opened anew has opened; set until its stream begins. */
  #reopened: Promise<void> | undefined;
  #rebase = false;
  /** Nothing is sent below this any more, as far as is known of a source whose params streams set. */
  #begins: Bound;
  #turnStartedAt = 0;

  /** `shift` in µs is added to every timestamp: files among live sources start with the run. */
  constructor(node: NodeRuntime, scope: WorkerScope, shift: number) {
    this.node = node;
    this.#scope = scope;
    this.#shift = node.part.live ? 0 : shift;
    this.#begins = this.#shift;
    this.#followsWall = this.#shift !== 0;
    node.earliest = (output) => this.#earliest(output) - this.#shiftNow;
  }

  /** Runs until the stream ends. Never rejects: a failure is the node's. */
  async run(): Promise<void> {
    const { node } = this;
    const { idleAfterMs } = node.part;
    using _idle =
      idleAfterMs === undefined ? undefined : new IdleWatch(node, this.#scope, idleAfterMs);
    try {
      do {
        this.#rebase = this.#reopened !== undefined;
        await this.#reopened;
        this.#reopened = undefined;
        await this.#pull();
      } while (this.#reopened && node.alive);
    } catch (error) {
      if (!this.#draining) node.fail(error);
    }
    const { drivenSource } = node;
    if (drivenSource) await drivenSource.reach(DONE, this.#drive, this.#ending.signal);
    // A source's drops are no chunks that were delivered to it.
    node.env.takeDropped();
    await node.finish();
  }

  /** Ends the stream early, as if the source had: what is on its way goes on. */
  drain(): void {
    this.#draining = true;
    this.#ending.abort(new Error('The source was stopped.'));
    this.#scope.time.wake();
  }

  /** Something that sets a param has come. */
  come(): void {
    this.node.drivenSource?.come(this.#drive);
  }

  readonly #drive = (params: Readonly<Record<string, Json>>): void => void this.update(params);

  /** New params; a kernel that can't take them starts its stream anew, unless that was to end. */
  async update(params: Readonly<Record<string, Json>>): Promise<void> {
    if (this.#draining) return;
    const { node } = this;
    if (node.kernel?.update || !node.kernel) {
      await node.update(params);
      return;
    }
    const old = this.#ending;
    this.#ending = new AbortController();
    node.env.reanchor();
    old.abort(new Error('The source is opened anew.'));
    this.#scope.time.wake();
    this.#reopened = node.update(params);
    await this.#reopened;
  }

  async #pull(): Promise<void> {
    const { node } = this;
    const ending = this.#ending;
    const { signal } = ending;
    const stop = (): void => ending.abort(node.env.signal.reason);
    const stream = node.kernel?.produce?.(signal);
    if (!stream) return;
    node.env.signal.addEventListener('abort', stop);
    try {
      while (node.alive && !signal.aborted) {
        await this.#permission(signal);
        if (node.drivenSource) await node.drivenSource.reach(this.#begins, this.#drive, signal);
        if (signal.aborted) break;
        node.env.takeWorkSince();
        const next = await unlessAborted(stream.next(), signal);
        if (!next || next.done) break;
        this.#produced(node.env.takeWorkSince());
        node.phase = node.phase === 'opening' ? 'running' : node.phase;
        await this.#send(next.value as Readonly<Record<string, Chunk>>);
        await this.#yieldTurn();
      }
    } catch (error) {
      // A wait that ends because the source is being ended is no failure.
      if (!signal.aborted) throw error;
    } finally {
      node.env.signal.removeEventListener('abort', stop);
      // What a stream still allocates that is given up is let go once it has unwound.
      const unwound = stream.return(undefined).finally(() => node.env.releaseScope());
      // A kernel stuck in a question to the outside world gets it answered when the node closes.
      await Promise.race([unwound, later(this.#scope.thread.startTimer, UNWIND_MS)]);
    }
  }

  /** Counts the time of one yield, from when its work began. */
  #produced(since: number | undefined): void {
    const now = this.#scope.thread.now();
    const ms = since === undefined ? 0 : now - since;
    this.#scope.stopwatch.busy += ms;
    this.node.calls.served(0, ms, now);
  }

  /** A paused source that can wait does so here. */
  async #permission(signal: AbortSignal): Promise<void> {
    const { time } = this.#scope;
    while (time.paused && !this.node.part.live && this.node.env.steps === 0) {
      if (signal.aborted) return;
      await new Promise<void>((resolve) => {
        time.onChange(resolve);
      });
    }
  }

  async #send(set: Readonly<Record<string, Chunk>>): Promise<void> {
    const { node } = this;
    const { env } = node;
    const chunks = Object.entries(set);
    env.reached = chunks[0]?.[1].timestamp ?? env.reached;
    if (this.#rebase && chunks.length > 0) this.#follow(chunks);
    if (node.drivenSource && chunks.length > 0) this.#noteEnd(chunks);
    if (node.part.mode === 'muted' || this.#isHeldBack()) {
      env.drop(node.part.mode === 'muted' ? 'muted' : 'paused', chunks.length);
      for (const [port, { timestamp }] of chunks) {
        void node.outputs.get(port)?.advance(boundAfter(micros(timestamp + this.#shiftNow)));
      }
    } else {
      if (env.steps > 0) env.steps -= 1;
      let pending: void | Promise<void> = undefined;
      for (const [port, chunk] of chunks) pending = both(pending, this.#emit(port, chunk));
      if (pending) await pending;
    }
    env.takeDropped();
    env.releaseScope();
  }

  /** A source that starts anew goes on where the furthest of its streams has ended. */
  #follow(chunks: readonly (readonly [string, Chunk])[]): void {
    this.#rebase = false;
    const begins = Math.min(...chunks.map(([, { timestamp }]) => timestamp)) + this.#shiftNow;
    const bound = Math.max(...[...this.node.outputs.values()].map((output) => output.bound));
    if (begins < bound) this.#shift += bound - begins;
  }

  /** What comes next begins where the first of these ends. */
  #noteEnd(chunks: readonly (readonly [string, Chunk])[]): void {
    const ends = chunks.map(([, { timestamp, duration = 1 }]) => timestamp + duration);
    this.#begins = Math.max(this.#begins, Math.min(...ends) + this.#shiftNow);
  }

  #emit(port: string, chunk: Chunk): void | Promise<void> {
    const shift = this.#shiftNow;
    const moved = shift === 0 ? chunk : { ...chunk, timestamp: micros(chunk.timestamp + shift) };
    if (chunk.duration !== undefined) this.#lasted.set(port, chunk.duration);
    if (moved.timestamp >= this.#earliest(port)) return this.node.emit(port, moved);
    // It would come too late for everybody behind here (GStreamer, Quality-of-Service).
    this.node.env.drop('late');
    return this.node.outputs.get(port)?.advance(boundAfter(moved.timestamp));
  }

  /** Below this an output sends nothing of use. A device can't skip, and where nothing is paced nothing is late. */
  #earliest(port: string): Bound {
    const { part, outputs } = this.node;
    if (part.live || !this.#scope.time.paced) return UNKNOWN;
    return earliestOf(outputs.get(port)?.need, this.#lasted.get(port) ?? 0);
  }

  /** Added to timestamps now, in µs. */
  get #shiftNow(): number {
    return this.#shift + (this.#followsWall ? this.#scope.time.stoodFor : 0);
  }

  /** A paused device goes on sending; only a step lets one chunk through. */
  #isHeldBack(): boolean {
    return this.#scope.time.paused && this.node.part.live && this.node.env.steps === 0;
  }

  /** A source that never waits would keep every message of its worker out. */
  async #yieldTurn(): Promise<void> {
    const { thread } = this.#scope;
    if (thread.now() - this.#turnStartedAt < TURN_MS) return;
    await thread.nextTurn();
    this.#turnStartedAt = thread.now();
  }
}

/** The value, or undefined if the signal comes first. */
async function unlessAborted<T>(value: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  if (signal.aborted) return undefined;
  let stop!: () => void;
  const aborted = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([value, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
