import type { FaultNotice } from '#contract/fault.ts';
import { isSource } from '#contract/spec.ts';
import type { EdgeId, NodeId } from '#pipeline/pipeline.ts';
import { totalDrops } from '#stream/dropReason.ts';
import { joinEnds } from './edgeEnds.ts';
import { workerOf } from './parts.ts';
import type { Plan, PlannedEdge } from './plan.ts';
import type { EdgeReading, NodeReading } from './protocol.ts';
import type { RunMember } from './runMember.ts';

/** So many readings may find that something moves, after room was made, before the watch rests until the next tick. */
const PATIENCE = 30;

/** A run in which nothing can move by itself, as all its workers tell it. */
interface Stall {
  readonly edges: ReadonlyMap<EdgeId, EdgeReading>;
  readonly nodes: Readonly<Record<NodeId, NodeReading>>;
  /** Every count there is: as long as it stays the same, nothing has happened. */
  readonly stamp: string;
}

/** What is watched. */
export interface WatchedRun {
  readonly plan: Plan;
  readonly members: readonly RunMember[];
  /** True if a deadlock fails the node behind the full queue, instead of making room. */
  readonly report: boolean;
}

/**
 * Finds runs that stand still for good and gets them going: full queues that hold each other up (MediaPipe,
 * deadlock due to input throttling), and loops that wait for their own end. Lives with its run.
 */
export class StallWatch {
  readonly #run: WatchedRun;
  #looking = false;

  constructor(run: WatchedRun) {
    this.#run = run;
  }

  /** Looks at the last readings; where they say that nothing moves, asks again and acts. Never rejects. */
  async look(): Promise<void> {
    if (this.#looking || !this.#stall()) return;
    this.#looking = true;
    try {
      // Often one chunk more is not enough: goes on as long as it changes anything.
      for (let stall = await this.#confirmed(); stall; stall = await this.#confirmed()) {
        if (!(await this.#relieve(stall))) return;
        await this.#nextStall();
        if (this.#stall()?.stamp === stall.stamp) return;
      }
    } finally {
      this.#looking = false;
    }
  }

  /** The stall, if it is the same in three rounds: what was on its way in the first has come by the last. */
  async #confirmed(): Promise<Stall | undefined> {
    const first = this.#stall();
    if (!first) return undefined;
    for (let round = 0; round < 2; round++) {
      await this.#read();
      if (this.#stall()?.stamp !== first.stamp) return undefined;
    }
    return first;
  }

  /** Reads until nothing moves again. Not for long: whoever works for longer is no stall. */
  async #nextStall(): Promise<void> {
    for (let round = 0; round < PATIENCE; round++) {
      await this.#read();
      if (this.#stall()) return;
    }
  }

  async #read(): Promise<void> {
    await Promise.all(this.#run.members.map((member) => member.readAnew()));
  }

  #stall(): Stall | undefined {
    const { plan, members } = this.#run;
    const there = members.filter(({ departed }) => !departed);
    const readings = there.flatMap(({ meter }) => meter.latest ?? []);
    const still = readings.length === there.length && readings.every(({ passive }) => passive);
    if (!still || readings.every(({ ended }) => ended)) return undefined;
    const nodes = Object.assign({}, ...readings.map((reading) => reading.nodes)) as Stall['nodes'];
    const edges = new Map<EdgeId, EdgeReading>();
    for (const { id } of plan.edges) {
      const edge = joinEnds(readings.flatMap((reading) => reading.edges[id] ?? []));
      if (isOnItsWay(edge)) return undefined;
      edges.set(id, edge);
    }
    const counts = [...edges.values()].map((edge) => [
      edge.sent,
      edge.delivered,
      edge.queued,
      edge.grown,
    ]);
    const calls = Object.values(nodes).map(({ phase, processed, out }) => [phase, processed, out]);
    return { edges, nodes, stamp: JSON.stringify([counts, calls]) };
  }

  /** False if there is nothing to be done. */
  async #relieve(stall: Stall): Promise<boolean> {
    const { plan, report } = this.#run;
    const full = plan.edges.filter(({ id }) => stall.edges.get(id)?.waits);
    // Room helps where the receiver waits for another input; a receiver that just does not take is none of ours.
    const held = full.filter(({ to }) => stall.nodes[to.node]?.waitsFor);
    if (held.length > 0) {
      await (report ? this.#report(held[0]!, stall) : this.#grow(held));
      return true;
    }
    const sources = [...plan.nodes.values()].filter(({ spec }) => isSource(spec));
    const over = sources.every(({ node }) => {
      const phase = stall.nodes[node.id]?.phase;
      return phase !== 'running' && phase !== 'opening';
    });
    return over && plan.edges.some(({ loopback }) => loopback) && (await this.#endLoops());
  }

  async #grow(edges: readonly PlannedEdge[]): Promise<void> {
    for (const { id, from } of edges) {
      const member = this.#memberOf(from.node);
      if (member) await Promise.race([member.control.growQueue(id), member.gone]);
    }
  }

  async #report({ id, to }: PlannedEdge, stall: Stall): Promise<void> {
    const notice: FaultNotice = {
      title: 'Deadlock',
      message: `The queue of '${id.replace('→', ' → ')}' is full, while '${to.node}' waits for its input '${stall.nodes[to.node]!.waitsFor!.port}', which can't come before there is room. Give the queue a higher capacity.`,
      remedies: [],
    };
    const member = this.#memberOf(to.node);
    if (member) await Promise.race([member.control.failNode(to.node, notice), member.gone]);
  }

  /** Outer loops first: an inner one may still get what those flush. */
  async #endLoops(): Promise<boolean> {
    for (const all of [false, true]) {
      const members = this.#run.members.filter(({ departed }) => !departed);
      const counts = await Promise.all(
        members.map(({ control, gone }) =>
          Promise.race([control.endLoopbacks(all), gone.then(() => 0)]),
        ),
      );
      if (counts.some((count) => count > 0)) return true;
    }
    return false;
  }

  #memberOf(node: NodeId): RunMember | undefined {
    const index = workerOf(this.#run.plan, node);
    return this.#run.members.find((member) => member.index === index && !member.departed);
  }
}

/** True while a chunk or a bound is between two workers. An edge whose other end is gone tells nothing. */
function isOnItsWay({ sent, delivered, dropped, queued, told, bound }: EdgeReading): boolean {
  if (sent === undefined || delivered === undefined) return false;
  if (told !== undefined && bound !== undefined && told > bound) return true;
  return sent !== delivered + totalDrops(dropped ?? {}) + queued;
}
