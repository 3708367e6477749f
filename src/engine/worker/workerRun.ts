import type { KernelModule } from '#contract/kernel.ts';
import type { Json } from '#base/json.ts';
import { assert } from '#base/assert.ts';
import type {
  EdgePort,
  NodePart,
  OutputPart,
  PageControl,
  TapPart,
  TaskPart,
  WorkerPart,
  WorkerReading,
} from '#engine/protocol.ts';
import type { EdgeId, NodeId } from '#pipeline/pipeline.ts';
import { Fault, type FaultNotice } from '#contract/fault.ts';
import { DONE } from '#stream/micros.ts';
import type { QueueSettings } from '#stream/queueSettings.ts';
import { Stopwatch } from './counters.ts';
import { FusedLink } from './fusedLink.ts';
import type { Link } from './link.ts';
import { LocalLink } from './localLink.ts';
import { Memory } from './memory.ts';
import type { NodeInput } from './nodeInput.ts';
import { NodeRuntime } from './nodeRuntime.ts';
import { Output } from './output.ts';
import { readWorker } from './reading.ts';
import { RemoteEntry } from './remoteEntry.ts';
import { RemoteLink } from './remoteLink.ts';
import { RunTime } from './runClock.ts';
import { Scheduler, type ScheduledTask } from './scheduler.ts';
import { openReceiver, openSender } from './openChannel.ts';
import { SourceDriver } from './sourceDriver.ts';
import { standInKernel } from './standInKernel.ts';
import { Tap } from './tap.ts';
import type { Thread } from './thread.ts';
import type { WorkerScope } from './workerScope.ts';

/** Loads the kernel of one operator. */
export type LoadKernel = (operator: string) => Promise<KernelModule>;

/** What a worker run is given besides its part. */
export interface WorkerOutside {
  readonly ports: readonly EdgePort[];
  readonly taps: MessagePort;
  readonly page: PageControl;
  readonly loadKernel: LoadKernel;
  readonly thread: Thread;
}

/** One run's share of one worker: its nodes, their edges, and whoever moves them. */
export class WorkerRun implements WorkerScope {
  readonly memory: Memory;
  readonly stopwatch = new Stopwatch();
  readonly time: RunTime;
  readonly page: PageControl;
  readonly thread: Thread;
  readonly seed: number;
  readonly lossless: boolean;
  readonly nodes = new Map<NodeId, NodeRuntime>();
  readonly #outside: WorkerOutside;
  readonly #ports: ReadonlyMap<EdgeId, EdgePort>;
  readonly #scheduler: Scheduler;
  readonly #sources: SourceDriver[] = [];
  readonly #taskOf = new Map<NodeId, ScheduledTask>();
  readonly #remote = new Map<EdgeId, RemoteLink | RemoteEntry>();
  readonly #taps = new Map<number, { readonly tap: Tap; readonly list: Tap[] }>();
  /** Origin of timestamps on the run's clock, in µs: the epoch where a live source takes part. */
  readonly #timestampOrigin: number;

  constructor(part: WorkerPart, outside: WorkerOutside) {
    this.#outside = outside;
    this.page = outside.page;
    this.thread = outside.thread;
    this.#scheduler = new Scheduler(this.thread);
    this.seed = part.seed;
    this.lossless = part.lossless;
    this.time = new RunTime(part.startedAt, part.paced, this.thread);
    this.#timestampOrigin = part.fileShift;
    this.#ports = new Map(outside.ports.map((port) => [port.edge, port]));
    this.memory = new Memory(part.store, this.#sendsFrames(part));
    for (const task of part.tasks) for (const node of task.nodes) this.#addNode(node);
    for (const task of part.tasks) this.#addTask(task, part.fileShift);
    for (const task of part.tasks) for (const node of task.nodes) this.#connect(node);
    outside.taps.onmessage = ({ data }: MessageEvent<number>) => this.#taps.get(data)?.tap.taken();
  }

  /** Opens every kernel. Resolves when each has opened or failed. */
  async open(): Promise<void> {
    await Promise.all([...this.nodes.values()].map((node) => node.open()));
  }

  run(at: number): void {
    this.time.begin(at);
    for (const source of this.#sources) void source.run();
  }

  pause(): void {
    this.time.pause();
  }

  resume(): void {
    for (const { node } of this.#sources) node.env.steps = 0;
    this.time.resume();
  }

  /** Lets every source send one chunk while the rest stands still. */
  step(): void {
    for (const { node } of this.#sources) node.env.steps = 1;
    this.time.wake();
  }

  drain(): void {
    for (const source of this.#sources) source.drain();
  }

  async cancel(): Promise<void> {
    for (const source of this.#sources) source.drain();
    await Promise.all([...this.nodes.values()].map((node) => node.cancel()));
  }

  update(id: NodeId, params: Readonly<Record<string, Json>>): void {
    const source = this.#sources.find(({ node }) => node.part.id === id);
    void (source ?? this.nodes.get(id))?.update(params);
  }

  /** New limits for the queue of an edge whose sender is here. */
  setQueue(edge: EdgeId, settings: QueueSettings): void {
    for (const node of this.nodes.values()) {
      for (const { links } of node.outputs.values()) {
        links.find((link) => link.edge === edge)?.setQueue(settings);
      }
    }
  }

  growQueue(edge: EdgeId): void {
    for (const node of this.nodes.values()) {
      for (const { links } of node.outputs.values()) {
        links.find((link) => link.edge === edge)?.grow();
      }
    }
  }

  endLoopbacks(all: boolean): number {
    let ended = 0;
    for (const node of this.nodes.values()) {
      const loopbacks = node.inputs.filter(({ part }) => part.loopback);
      const others = node.inputs.filter(({ part }) => !part.loopback);
      if (!all && !others.every(({ queue }) => queue.finished)) continue;
      for (const { queue } of loopbacks) {
        if (queue.bound === DONE) continue;
        queue.advance(DONE);
        ended += 1;
      }
      if (loopbacks.length > 0) this.schedule(node);
    }
    return ended;
  }

  failNode(node: NodeId, notice: FaultNotice): void {
    this.nodes.get(node)?.fail(new Fault(notice));
  }

  tap(part: TapPart): void {
    const node = this.nodes.get(part.node);
    const stream =
      part.side === 'in'
        ? node?.inputs.find(({ name }) => name === part.port)
        : node?.outputs.get(part.port);
    if (!stream) return;
    const tap = new Tap(part, this.#outside.taps, this.thread);
    stream.taps.push(tap);
    this.#taps.set(part.id, { tap, list: stream.taps });
  }

  untap(id: number): void {
    const entry = this.#taps.get(id);
    if (!entry) return;
    entry.list.splice(entry.list.indexOf(entry.tap), 1);
    this.#taps.delete(id);
  }

  lost(edges: readonly EdgeId[]): void {
    for (const edge of edges) this.#remote.get(edge)?.lose();
  }

  inspect(): WorkerReading {
    return readWorker([...this.nodes.values()], this, this.#scheduler.busy);
  }

  /** Frees what outlives the nodes: ports, and frames somebody forgot. */
  dispose(): void {
    for (const end of this.#remote.values()) end.close();
    this.#outside.taps.close();
    this.memory.closeForgotten();
  }

  async loadKernel(part: NodePart): Promise<KernelModule> {
    return standInKernel(part) ?? (await this.#outside.loadKernel(part.operator));
  }

  latencyOf(timestamp: number, at: number): number | undefined {
    return this.time.paced ? Math.max(0, this.ageAt(timestamp, at) / 1000) : undefined;
  }

  ageAt(timestamp: number, at: number): number {
    const wall = (this.thread.timeOrigin + at) * 1000;
    return (this.#timestampOrigin === 0 ? this.time.at(wall) : wall) - timestamp;
  }

  #addNode(part: NodePart): void {
    this.nodes.set(part.id, new NodeRuntime(part, this));
  }

  #addTask({ nodes, distance }: TaskPart, shift: number): void {
    const head = this.nodes.get(nodes[0]!.id)!;
    if (head.part.source) this.#sources.push(new SourceDriver(head, this, shift));
    else this.#taskOf.set(head.part.id, { head, distance });
  }

  #connect(part: NodePart): void {
    const node = this.nodes.get(part.id)!;
    for (const { port, edges } of part.outputs) {
      const links = edges.map((edge) => this.#linkOf(edge));
      const output = new Output(port, links, this.memory, () => this.time.paused);
      output.onNeed = () => node.needs.heard();
      node.outputs.set(port, output);
    }
    for (const input of node.inputs) {
      if (input.part.link !== 'remote') continue;
      const target = { node, input, schedule: () => this.#runNow(node) };
      const entry = new RemoteEntry(target, this.thread, (listener) =>
        openReceiver(this.#portOf(input.part.edge), this, listener),
      );
      this.#remote.set(input.part.edge, entry);
    }
  }

  #linkOf(part: OutputPart): Link {
    if (part.link === 'remote') {
      const link = new RemoteLink(part, this, ({ edge, credit }, onCredit) =>
        openSender(this.#portOf(edge), this, credit, onCredit),
      );
      this.#remote.set(part.edge, link);
      return link;
    }
    const end = this.#inputOf(part);
    return part.link === 'fused'
      ? new FusedLink(part, end.node, end.input)
      : new LocalLink(part, end, this, () => this.schedule(end.node));
  }

  #inputOf(part: OutputPart): { readonly node: NodeRuntime; readonly input: NodeInput } {
    const node = this.nodes.get(part.to);
    const input = node?.inputs.find(({ name }) => name === part.port);
    assert(node && input, `Edge '${part.edge}' leads to an input that this worker does not have.`);
    return { node, input };
  }

  /** True if frames made here may go to another worker through shared memory. */
  #sendsFrames({ tasks }: WorkerPart): boolean {
    const outputs = tasks.flatMap(({ nodes }) => nodes.flatMap((node) => node.outputs));
    return outputs.some(({ edges }) => edges.some(({ edge }) => this.#ports.get(edge)?.ring));
  }

  #portOf(edge: EdgeId): EdgePort {
    const port = this.#ports.get(edge);
    assert(port, `Edge '${edge}' came without its message port.`);
    return port;
  }

  #driverOf(node: NodeRuntime): SourceDriver | undefined {
    return this.#sources.find((source) => source.node === node);
  }

  #runNow(node: NodeRuntime): void {
    const task = this.#taskOf.get(node.part.id);
    if (task) this.#scheduler.runNow(task);
    else this.#driverOf(node)?.come();
  }

  schedule(node: NodeRuntime): void {
    const task = this.#taskOf.get(node.part.id);
    if (task) this.#scheduler.schedule(task);
    else this.#driverOf(node)?.come();
  }
}
