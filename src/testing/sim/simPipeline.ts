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
import { SIM_KINDS, type SimKind } from './simPayload.ts';
import { outputsOf, type SimOperator, type SimParams, simSpecOf } from './simSpecs.ts';

/** What a random pipeline may hold. */
export interface Taste {
  /** Devices, which drop. */
  readonly cameras: boolean;
  /** Queues that drop; else all block. */
  readonly drops: boolean;
  readonly paced: boolean;
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

/** How often which operator is chosen for which kind of stream. */
const WEIGHTS: Readonly<Record<SimKind, Partial<Record<SimOperator, number>>>> = {
  number: {
    map: 5,
    stiff: 2,
    crew: 2,
    filter: 3,
    sieve: 2,
    fork: 2,
    sum: 2,
    hold: 2,
    spread: 1,
    join: 4,
    inner: 2,
    merge: 1,
    latch: 1,
  },
  frame: {
    map: 5,
    stiff: 2,
    crew: 2,
    filter: 3,
    sieve: 1,
    fork: 2,
    sum: 2,
    hold: 3,
    spread: 1,
    join: 3,
    inner: 2,
    merge: 1,
    latch: 1,
  },
  audio: { map: 4, stiff: 1, crew: 1, run: 3, join: 3, inner: 1 },
};
/** Operators that join streams, with the inputs they need. */
const JOINS: Partial<Record<SimOperator, readonly string[]>> = {
  join: ['a', 'b'],
  inner: ['a', 'b'],
  merge: ['a', 'b'],
  latch: ['a', 'b'],
  gather: ['a', 'b'],
};
/** Inputs that wait for one another. */
const WAITING: readonly SimOperator[] = ['join', 'inner', 'latch'];
/** Operators whose outputs' bounds lag behind what they took, also while they wait for room. */
const UNEVEN: readonly SimOperator[] = ['twin', 'fork', 'hold', 'spread', 'merge', 'latch'];
const DENSE: readonly SimOperator[] = ['merge', 'spread'];

class Growth {
  readonly #dice: Dice;
  readonly #taste: Taste;
  readonly #nodes: PipelineNode[] = [];
  readonly #edges: Edge[] = [];
  readonly #loose: Loose[] = [];
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
    });
    this.#loosen(id, name, { kind, grid: id, isUneven: name === 'twin', isDense: false });
  }

  #middle(): void {
    const dice = this.#dice;
    const first = this.#pick(() => true)!;
    const { kind } = first;
    const name = dice.weighted(WEIGHTS[kind]);
    if (name === 'spread' && first.isDense) return;
    const ends = [first];
    const waits = WAITING.includes(name);
    if (waits && first.isUneven) return;
    const needed = JOINS[name] ?? ['in'];
    const more = name === 'join' && dice.chance(0.3) ? ['c'] : [];
    while (ends.length < needed.length + more.length) {
      ends.push(
        this.#pick(
          (end) =>
            end.kind === kind &&
            !(waits && end.isUneven) &&
            (kind !== 'audio' || end.grid === first.grid),
        )!,
      );
    }
    const id = this.#add(name, kind, {
      add: dice.int(0, 50),
      modulus: dice.int(2, 4),
      ...(name === 'hold' ? { modulus: dice.int(1, 3) } : {}),
    });
    [...needed, ...more].forEach((port, i) => this.#connect(ends[i]!, id, port));
    this.#loosen(id, name, {
      kind,
      grid: first.grid,
      isUneven: UNEVEN.includes(name) || ends.some((end) => end.isUneven),
      isDense: DENSE.includes(name) || ends.some((end) => end.isDense || end.grid !== first.grid),
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
  ): void {
    for (const port of outputsOf(name)) this.#loose.push({ ...traits, node, port, taken: false });
  }

  #connect(end: Loose, node: NodeId, port: string): void {
    end.taken = true;
    const queue = this.#queue();
    this.#edges.push({
      from: portRef(end.node, end.port),
      to: portRef(node, port),
      ...(queue ? { queue } : {}),
    });
  }

  #queue(): EdgeQueue | undefined {
    const dice = this.#dice;
    if (dice.chance(0.6)) return undefined;
    const overflow = this.#taste.drops ? dice.pick(OVERFLOW_POLICIES) : 'block';
    if (overflow === 'keep-latest' || dice.chance(0.3)) return { overflow };
    return { overflow, capacity: dice.pick([1, 1, 2, 3, 5, 30]) };
  }
}
