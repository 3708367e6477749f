import type { Json } from '#base/json.ts';
import { defer } from '#base/deferred.ts';
import { within } from '#base/timer.ts';
import type { EdgeId, EdgeQueue, NodeId } from '#pipeline/pipeline.ts';
import type { QueueSettings } from '#stream/queueSettings.ts';
import * as Comlink from 'comlink';
import type { Crew } from './crew.ts';
import { edgePortsOf } from './edgePorts.ts';
import type { RunOptions } from './engine.ts';
import { HostDesk } from './hostDesk.ts';
import type { Hosts } from './hosts.ts';
import { edgesAt, heavyWorkers, tasksOf, workerOf } from './parts.ts';
import { type Patience, silenceOf, WATCHED } from './patience.ts';
import type { Plan } from './plan.ts';
import { holdsOf, queueOf } from './queueOf.ts';
import type { EdgePort, TapPart } from './protocol.ts';
import { RunMember } from './runMember.ts';
import { RunEnding } from './runEnding.ts';
import { snapshotOf } from './runSnapshot.ts';
import type { RunSnapshot, RunState } from './snapshot.ts';
import { StallWatch } from './stallWatch.ts';
import type { SharedStore } from '#stream/sharedSlots.ts';
import type { TapDesk } from './tapDesk.ts';
import { epochMicros, RunTime } from './worker/runClock.ts';
import type { Thread } from './worker/thread.ts';

/** How often counters are read, in ms. */
const READ_MS = 100;
/** What a run is made from. */
export interface RunParts {
  readonly plan: Plan;
  readonly options: RunOptions;
  readonly crew: Crew;
  readonly hosts: Hosts;
  readonly taps: TapDesk;
  readonly patience?: Patience | undefined;
  /** Where the run is conducted from. */
  readonly thread: Thread;
  /** Memory for frames between workers, all of it free; left out, they are transferred. */
  readonly store?: SharedStore | undefined;
  readonly onSnapshot: (snapshot: RunSnapshot) => void;
}

/** One execution of a plan, as the page conducts it. Ends once; nothing of it is left then. */
export class Run {
  /** Resolves when nothing runs any more, with the last snapshot. Never rejects. */
  readonly finished: Promise<RunSnapshot>;
  readonly #parts: RunParts;
  readonly #patience: Patience;
  readonly #desk: HostDesk;
  readonly #members: readonly RunMember[];
  readonly #heavy: ReadonlySet<number>;
  readonly #finished = defer<RunSnapshot>();
  readonly #thread: Thread;
  readonly #startedAt: number;
  readonly #time: RunTime;
  /** How to stop listening to the workers, which outlive the run. */
  readonly #unlisten: (() => void)[] = [];
  /** Calls the next reading off; undefined before the first and after the last. */
  #callOff: (() => void) | undefined;
  /** Queues that were changed since the run began. */
  readonly #queues = new Map<EdgeId, QueueSettings>();
  readonly #stalls: StallWatch;
  readonly #ending: RunEnding;
  #state: RunState = 'opening';
  #stopped = false;
  #devicesStay = false;
  #tickedAt: number;

  constructor(parts: RunParts) {
    this.#parts = parts;
    const { thread } = parts;
    this.#thread = thread;
    this.#startedAt = epochMicros(thread);
    this.#tickedAt = thread.now();
    this.#patience = parts.patience ?? WATCHED;
    this.#time = new RunTime(this.#startedAt, parts.options.mode === 'live', thread);
    this.#desk = new HostDesk(parts.hosts);
    this.finished = this.#finished.promise;
    const used = new Set(parts.plan.tasks.map(({ worker }) => worker));
    this.#members = [...used]
      .toSorted((a, b) => a - b)
      .map((index) => new RunMember(index, parts.crew.worker(index), thread));
    this.#heavy = heavyWorkers(parts.plan);
    const { plan, options } = parts;
    const report = options.deadlock === 'report';
    this.#stalls = new StallWatch({ plan, members: this.#members, report });
    this.#ending = new RunEnding({ plan, mode: options.mode, members: this.#members, thread });
  }

  /** Opens every kernel, then lets the sources run. */
  async open(): Promise<void> {
    const { plan, store } = this.#parts;
    const ports = edgePortsOf(plan, this.#thread, store);
    this.#tickAgain();
    for (const member of this.#members) {
      this.#unlisten.push(member.handle.onCrash((message) => this.#lose(member, message)));
    }
    await Promise.all(this.#members.map((member) => this.#openMember(member, ports)));
    if (this.#state !== 'opening') return;
    this.#state = 'running';
    // Taps first: a source that sends a single chunk is seen too.
    this.#parts.taps.attach({
      add: (part) => this.#tap(part),
      remove: ({ id, node }) => void this.#memberOf(node)?.control.untap(id),
    });
    const now = epochMicros(this.#thread);
    this.#tell((member) => member.control.run(now));
    this.#publish();
    // A plan without nodes has nobody to say that it ended.
    if (this.#members.length === 0) void this.#end();
  }

  pause(): void {
    if (this.#state !== 'running') return;
    this.#state = 'paused';
    this.#time.pause();
    this.#tell((member) => member.control.pause());
  }

  resume(): void {
    if (this.#state !== 'paused') return;
    this.#state = 'running';
    this.#time.resume();
    this.#tell((member) => member.control.resume());
  }

  step(): void {
    if (this.#state === 'paused') this.#tell((member) => member.control.step());
  }

  update(node: NodeId, params: Readonly<Record<string, Json>>): void {
    void this.#memberOf(node)?.control.update(node, params);
  }

  /** New limits for the queue of an edge, from now on; an edge without one keeps being a call. */
  setQueue(id: EdgeId, queue: EdgeQueue | undefined): void {
    const { plan, options } = this.#parts;
    const edge = plan.edges.find((candidate) => candidate.id === id);
    if (!edge?.queued) return;
    const [sender, receiver] = [edge.from, edge.to].map(({ node }) => plan.nodes.get(node)!.spec);
    const holds = holdsOf([...plan.nodes.values()].map(({ spec }) => spec));
    const ends = { sender: sender!, receiver: receiver!, holds };
    const asked = queueOf(queue, { ...edge, ...ends, mode: options.mode });
    // Before a sink that shows chunks at their time as many may wait as planned, where nobody says how many.
    const roomy = plan.inStep?.sinks.has(edge.to.node) && queue?.capacity === undefined;
    const settings = roomy
      ? { ...asked, capacity: Math.max(asked.capacity, edge.queue.capacity) }
      : asked;
    this.#queues.set(id, settings);
    void this.#memberOf(edge.from.node)?.control.setQueue(id, settings);
  }

  /**
   * Ends the sources and lets what is on its way finish; cut short if that takes too long. With
   * `devicesStay` the hosts keep the tracks for the run that follows.
   */
  async stop(devicesStay = false): Promise<void> {
    this.#devicesStay = devicesStay;
    if (this.#isEnding()) return void (await this.finished);
    this.#stopped = true;
    this.#state = 'draining';
    this.#tell((member) => member.control.drain());
    this.#publish();
    if (!(await within(this.#thread.startTimer, this.finished, this.#patience.drainMs)))
      await this.#cancel();
    await this.finished;
  }

  /** True once the run has ended with nothing of it left: no worker was given up, no memory is held. */
  get endedClean(): boolean {
    return this.#members.every(
      ({ departed, meter }) => !departed && meter.latest?.open.buffers === 0,
    );
  }

  get snapshot(): RunSnapshot {
    return snapshotOf({
      plan: this.#parts.plan,
      queues: this.#queues,
      members: this.#members,
      workers: this.#parts.plan.workers,
      state: this.#state,
      stopped: this.#stopped,
      elapsedMs: this.#time.now() / 1000,
    });
  }

  async #openMember(
    member: RunMember,
    ports: ReadonlyMap<number, readonly EdgePort[]>,
  ): Promise<void> {
    const { plan, options, taps, store } = this.#parts;
    const { port1, port2 } = this.#thread.openChannel();
    taps.serve(port1);
    member.tapPort = port1;
    const own = ports.get(member.index) ?? [];
    const opened = member.control.open(
      {
        tasks: tasksOf(plan, member.index),
        seed: options.seed,
        paced: this.#time.paced,
        lossless: options.mode === 'batch',
        startedAt: this.#startedAt,
        fileShift: plan.live && this.#time.paced ? Math.round(this.#startedAt) : 0,
        ...(store && { store }),
      },
      Comlink.transfer(
        [...own],
        own.map(({ port }) => port),
      ),
      Comlink.transfer(port2, [port2]),
      this.#desk.control(),
    );
    await Promise.race([opened, member.gone]);
    member.opened = true;
  }

  #tickAgain(): void {
    this.#callOff = this.#thread.startTimer(READ_MS, () => {
      this.#tickAgain();
      this.#tick();
    });
  }

  #tick(): void {
    const now = this.#thread.now();
    // A page that was frozen or busy has heard nobody; that time is held against no worker.
    const unheard = Math.max(0, now - this.#tickedAt - READ_MS);
    this.#tickedAt = now;
    for (const member of this.#members) {
      if (member.departed) continue;
      member.excuse(unheard);
      const heavy = this.#heavy.has(member.index);
      const silenceMs = silenceOf(this.#patience, { heavy, opening: member.opening });
      if (member.silentFor(now) > silenceMs) {
        this.#lose(member, `It did not answer for ${silenceMs / 1000} s.`);
      } else void member.read();
    }
    this.#publish();
    if (this.#state !== 'opening' && this.#members.every(({ ended }) => ended)) {
      void this.#end();
    } else if (this.#ending.isDue) void this.#cancel();
    else if (this.#state === 'running' || this.#state === 'draining') void this.#stalls.look();
  }

  /** A worker is gone: its nodes failed unless they had ended, its neighbours' edges end, the rest runs on. */
  #lose(member: RunMember, why: string): void {
    if (member.departed) return;
    this.#parts.crew.dismiss(member.index);
    if (member.ended) member.depart();
    else this.#failNodes(member, why);
    const edges = edgesAt(this.#parts.plan, member.index);
    this.#tell((other) => other.control.lost(edges));
  }

  #failNodes(member: RunMember, why: string): void {
    member.lose({
      title: 'Worker stopped answering',
      message: `${why} The other nodes run on; Retry starts this one again.`,
      remedies: ['retry'],
      kind: 'bug',
    });
    const { plan } = this.#parts;
    for (const { node } of plan.nodes.values()) {
      if (workerOf(plan, node.id) !== member.index) continue;
      member.failed.add(node.id);
      this.#desk.end(node.id);
    }
  }

  async #cancel(): Promise<void> {
    for (const member of await this.#ending.cancel()) {
      this.#lose(member, 'It could not be stopped in time.');
    }
  }

  async #end(): Promise<void> {
    if (this.#callOff === undefined) return;
    const state = this.#ending.outcome(this.snapshot.nodes, this.#stopped);
    this.#callOff();
    this.#callOff = undefined;
    this.#parts.taps.attach(undefined);
    const { violations, open } = await this.#ending.lastCount();
    for (const stop of this.#unlisten) stop();
    this.#desk.endAll();
    for (const { tapPort } of this.#members) tapPort?.close();
    const { hosts, crew } = this.#parts;
    this.#state = violations.length > 0 ? 'failed' : state;
    const tracks = this.#devicesStay ? 0 : hosts.openTracks;
    const leaks = { ...open, tracks, workers: crew.stray };
    const last: RunSnapshot = { ...this.snapshot, violations, leaks };
    this.#parts.onSnapshot(last);
    this.#finished.resolve(last);
  }

  #isEnding(): boolean {
    return this.#callOff === undefined || this.#state === 'draining';
  }

  #publish(): void {
    if (this.#callOff !== undefined) this.#parts.onSnapshot(this.snapshot);
  }

  #tell(call: (member: RunMember) => Promise<void>): void {
    for (const member of this.#members) if (!member.departed) void call(member);
  }

  #tap(part: TapPart): void {
    void this.#memberOf(part.node)?.control.tap(part);
  }

  #memberOf(node: NodeId): RunMember | undefined {
    const { plan } = this.#parts;
    if (!plan.nodes.has(node)) return undefined;
    const index = workerOf(plan, node);
    return this.#members.find((member) => member.index === index && !member.departed);
  }
}
