import type { Json } from '#base/json.ts';
import {
  type Edge,
  type EdgeQueue,
  emptyPipeline,
  type NodeId,
  type Pipeline,
  type PipelineNode,
  portRef,
} from '#pipeline/pipeline.ts';
import { OVERFLOW_POLICIES } from '#stream/queueSettings.ts';
import type { Dice } from './dice.ts';
import { AROUND, chancesOf, DENSE, JOINS, UNEVEN, WAITING } from './simChances.ts';
import { SIM_KINDS, type SimKind } from './simPayload.ts';
import type { SimOperator } from './simShapes.ts';
import { kindSent, outputsOf, type SimParams, simSpecOf } from './simSpecs.ts';

/** What a random pipeline may hold. */
export interface Taste {
  /** Devices, which drop. */
  readonly cameras: boolean;
  /** Queues that drop; else all block. */
  readonly drops: boolean;
  readonly paced: boolean;
  /** Streams whose bounds lag may be joined with others, so that full queues hold each other up. */
  readonly tangled: boolean;
}

/** An output that something can be joined to. */
interface Loose {
  readonly node: NodeId;
  readonly port: string;
  readonly kind: SimKind;
  /** The source whose times it has: blocks of sound of two sources do not lie on one grid. */
  readonly grid: string;
  /** Its bounds lag behind what its source sent: a join with others of that source may wait forever. */
  readonly isUneven: boolean;
  /** Chunks that may be 1 µs apart. */
  readonly isDense: boolean;
  taken: boolean;
}

/** Grows a random pipeline of 3 to 30 nodes, source by source, node by node, and sinks where it ends. */
export function growPipeline(dice: Dice, taste: Taste): Pipeline {
  return new Growth(dice, taste).grow();
}

class Growth {
  readonly #dice: Dice;
  readonly #taste: Taste;
  readonly #nodes: PipelineNode[] = [];
  readonly #edges: Edge[] = [];
  readonly #loose: Loose[] = [];
  /** True while edges of a loop are added: what waits there for more would wait for itself. */
  #isLooping = false;
  /** How fast the nodes of this pipeline are on the whole. */
  readonly #pace: number;

  constructor(dice: Dice, taste: Taste) {
    this.#dice = dice;
    this.#taste = taste;
    this.#pace = dice.pick([0, 0.02, 0.3, 1]);
  }

  grow(): Pipeline {
    const dice = this.#dice;
    const size = 2 + Math.floor(26 * dice.random() ** 2);
    const sources = dice.int(1, Math.min(4, size));
    for (let i = 0; i < sources; i++) this.#source();
    while (this.#nodes.length + this.#open().length < size) this.#middle();
    for (const end of this.#open()) if (!end.taken) this.#sink(end);
    return { ...emptyPipeline, nodes: this.#nodes, edges: this.#edges };
  }

  #source(): void {
    const dice = this.#dice;
    const kind = dice.pick(SIM_KINDS);
    const isCamera = this.#taste.cameras && kind !== 'audio' && dice.chance(0.5);
    const name = isCamera ? 'camera' : kind !== 'audio' && dice.chance(0.15) ? 'twin' : 'source';
    const step = dice.pick([1000, 2000, 3000, 5000, 10_000, 33_333]);
    const count = dice.int(1, Math.min(40, Math.ceil(600_000 / step)));
    const id = this.#add(name, kind, {
      count,
      step,
      start: dice.chance(0.3) ? dice.int(0, 5) * 1000 : 0,
      paced: this.#taste.paced && dice.chance(0.7),
      jitter: dice.chance(0.3) ? Math.floor(step / 2) : 0,
      first: dice.int(0, 1000),
      block: dice.pick([2, 16, 64]),
      ...(isCamera &&
        dice.chance(0.5) && {
          silentAt: dice.int(0, count - 1),
          silentFor: dice.int(5, 120) * 1000,
          says: dice.chance(0.5),
        }),
    });
    this.#loosen(id, name, { kind, grid: id, isUneven: name === 'twin', isDense: false });
  }

  #middle(): void {
    const dice = this.#dice;
    const first = this.#pick(() => true)!;
    const name = dice.weighted(chancesOf(first.kind, this.#taste.tangled));
    if (name === 'spread' && first.isDense) return;
    if (!this.#mayEnter(name, first)) return;
    if (name === 'mux') return this.#mux(first);
    const isLoop = name === 'feedback' || name === 'entry';
    if (isLoop || (name === 'latch' && dice.chance(0.5))) return void this.#loop(name, first);
    const needed = JOINS[name] ?? ['in'];
    const ports = name === 'join' && dice.chance(0.3) ? [...needed, 'c'] : needed;
    const ends = [first];
    while (ends.length < ports.length) ends.push(this.#partner(name, first));
    this.#place(name, first, Object.fromEntries(ports.map((port, i) => [port, ends[i]!])));
  }

  /** Another end of the same kind that may be joined with the first. */
  #partner(name: SimOperator, first: Loose): Loose {
    const { kind, grid } = first;
    return this.#pick(
      (end) =>
        end.kind === kind && this.#mayEnter(name, end) && (kind !== 'audio' || end.grid === grid),
    )!;
  }

  #mayEnter(name: SimOperator, end: Loose): boolean {
    return this.#taste.tangled || !end.isUneven || !WAITING.includes(name);
  }

  /** Chosen by what the same source says, else there is seldom something at the time of a choice. */
  #mux(first: Loose): void {
    const dice = this.#dice;
    const near = this.#pick(
      (end) =>
        end.kind !== 'audio' &&
        this.#mayEnter('mux', end) &&
        (end.grid === first.grid || dice.chance(0.1)),
    )!;
    const modulus = dice.chance(0.04) ? 3 : 2;
    const choice = this.#place('choose', near, { in: near }, { modulus });
    const ways = { a: first, b: this.#partner('mux', first) };
    this.#place('mux', first, { select: choice, ...ways });
  }

  /** A node to which an edge leads back from one to three nodes below it. Returns where that edge begins. */
  #loop(name: 'feedback' | 'entry' | 'latch', main: Loose): Loose {
    const dice = this.#dice;
    const [into, back] = name === 'latch' ? ['a', 'b'] : ['main', 'loop'];
    const isInside = this.#isLooping;
    const start = this.#place(name, main, { [into!]: main }, { ends: dice.chance(0.7) });
    this.#isLooping = true;
    let last = start;
    for (let left = dice.int(1, 3); left > 0; left--) {
      if (dice.chance(0.08)) last = this.#loop('feedback', last);
      else last = this.#place(this.#around(), last, { in: last });
    }
    this.#connect(last, start.node, back!, true);
    this.#isLooping = isInside;
    // Both go on, if anybody wants them.
    start.taken = dice.chance(0.5);
    last.taken = dice.chance(0.5);
    return last;
  }

  /** What keeps something back may keep back what a loop waits for. */
  #around(): SimOperator {
    const dice = this.#dice;
    return this.#taste.tangled && dice.chance(0.1) ? 'hold' : dice.weighted(AROUND);
  }

  /** Adds a node with edges into its inputs. Returns its first output. */
  #place(
    name: SimOperator,
    { kind, grid }: Loose,
    into: Readonly<Record<string, Loose>>,
    params: Partial<SimParams> = {},
  ): Loose {
    const dice = this.#dice;
    const ends = Object.values(into);
    const id = this.#add(name, kind, {
      add: dice.int(0, 50),
      modulus: name === 'hold' ? dice.int(1, 3) : dice.int(2, 4),
      ...(name === 'window' && { span: dice.pick([2000, 7000, 30_000]) }),
      ...params,
    });
    for (const [port, end] of Object.entries(into)) this.#connect(end, id, port);
    return this.#loosen(id, name, {
      kind: kindSent(name, kind),
      grid: name === 'window' ? id : grid,
      isUneven: UNEVEN.includes(name) || ends.some((end) => end.isUneven),
      isDense: DENSE.includes(name) || ends.some((end) => end.isDense || end.grid !== grid),
    });
  }

  #sink(end: Loose): void {
    const dice = this.#dice;
    const other = dice.chance(0.2)
      ? this.#open().find((another) => another !== end && another.kind === end.kind)
      : undefined;
    const id = this.#add(other ? 'gather' : 'take', end.kind, {});
    this.#connect(end, id, other ? 'a' : 'in');
    if (other) this.#connect(other, id, 'b');
  }

  #open(): readonly Loose[] {
    return this.#loose.filter(({ taken }) => !taken);
  }

  /** Rather one that leads nowhere yet. */
  #pick(fits: (end: Loose) => boolean): Loose | undefined {
    const dice = this.#dice;
    const fitting = this.#loose.filter(fits);
    const open = fitting.filter(({ taken }) => !taken);
    return dice.pick(open.length > 0 && dice.chance(0.75) ? open : fitting);
  }

  #add(name: SimOperator, kind: SimKind, params: Partial<SimParams>): NodeId {
    const dice = this.#dice;
    const id = `${name}-${this.#nodes.length}` as NodeId;
    const isSource = Object.keys(simSpecOf(`sim/${name}.${kind}`)!.inputs).length === 0;
    const mode = dice.chance(0.95)
      ? undefined
      : isSource
        ? 'muted'
        : dice.pick(['muted', 'bypassed'] as const);
    const isSlow = dice.chance(0.06);
    this.#nodes.push({
      id,
      operator: `sim/${name}.${kind}`,
      operatorVersion: 1,
      at: [0, 0],
      ...(mode ? { mode } : {}),
      params: {
        ...params,
        name: id,
        ...(dice.chance(0.4) ? { cost: dice.float(0, isSlow ? 30 : this.#pace) } : {}),
        ...(dice.chance(name === 'crew' ? 0.9 : 0.2)
          ? { sleep: dice.float(0, isSlow ? 20 : 3 * this.#pace) }
          : {}),
        ...(dice.chance(0.1) ? { opening: dice.float(0, 20) } : {}),
      } as Record<string, Json>,
    });
    return id;
  }

  #loosen(
    node: NodeId,
    name: SimOperator,
    traits: Pick<Loose, 'kind' | 'grid' | 'isUneven' | 'isDense'>,
  ): Loose {
    const ends = outputsOf(name).map((port) => ({ ...traits, node, port, taken: false }));
    this.#loose.push(...ends);
    return ends[0]!;
  }

  #connect(end: Loose, node: NodeId, port: string, leadsBack = false): void {
    end.taken = true;
    const { drops, tangled } = this.#taste;
    const queue = someQueue(this.#dice, { drops, tangled, fills: tangled && !this.#isLooping });
    this.#edges.push({
      from: portRef(end.node, end.port),
      to: portRef(node, port),
      ...(leadsBack && { loopback: true as const }),
      ...(queue ? { queue } : {}),
    });
  }
}

/** What the queues of a pipeline may say. */
interface QueueTaste {
  readonly drops: boolean;
  readonly tangled: boolean;
  /** Whether nothing may be taken until some are there. */
  readonly fills: boolean;
}

const ROOMY = [1, 1, 2, 3, 5, 30];
const TIGHT = [1, 1, 1, 2, 3];

/** What a document may say of a queue; undefined where it says nothing. */
export function someQueue(
  dice: Dice,
  { drops, tangled, fills }: QueueTaste,
): EdgeQueue | undefined {
  if (dice.chance(tangled ? 0.4 : 0.6)) return undefined;
  const overflow = drops ? dice.pick(OVERFLOW_POLICIES) : 'block';
  const limits = {
    ...(dice.chance(0.2) && { seconds: dice.pick([0.001, 0.004, 0.02]) }),
    ...(dice.chance(0.1) && { bytes: dice.pick([16, 64, 300]) }),
    ...(drops && dice.chance(0.1) && { flushOnEnd: true }),
  };
  if (overflow === 'keep-latest') return { overflow, ...limits };
  // As a document may say it: no more than there is room for.
  const capacity = dice.chance(0.3) ? undefined : dice.pick(tangled ? TIGHT : ROOMY);
  const most = Math.min(capacity ?? 3, 8);
  return {
    overflow,
    ...(capacity !== undefined && { capacity }),
    ...limits,
    ...(fills && most > 1 && dice.chance(0.3) && { leastChunks: dice.int(2, most) }),
    ...(fills && !limits.seconds && dice.chance(0.1) && { leastSeconds: dice.pick([0.002, 0.01]) }),
  };
}
