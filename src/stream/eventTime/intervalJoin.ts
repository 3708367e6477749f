/** A pair whose timestamps lie close enough; its own is the later of the two. */
export interface JoinedPair<A, B> {
  readonly timestamp: number;
  readonly a: A;
  readonly b: B;
}

interface Kept<T> {
  readonly timestamp: number;
  readonly element: T;
}

/**
 * Joins two streams by time: each b from `a + lower` to `a + upper`, both ends included, pairs with a. What
 * is below the watermark comes too late; what no later element can pair with is given up (Flink,
 * IntervalJoinOperator).
 */
export class IntervalJoin<A, B> {
  readonly #lower: number;
  readonly #upper: number;
  readonly #as: Kept<A>[] = [];
  readonly #bs: Kept<B>[] = [];
  readonly #giveUp: { a(element: A): void; b(element: B): void };
  #watermark = -Infinity;
  /** Elements that came too late. */
  late = 0;

  /** `giveUp` is called once with every element, when no other can pair with it any more or it comes too late. */
  constructor(
    { lower, upper }: { readonly lower: number; readonly upper: number },
    giveUp: { a(element: A): void; b(element: B): void },
  ) {
    if (lower > upper)
      throw new Error(`An interval must not end before it begins: ${lower} to ${upper}.`);
    this.#lower = lower;
    this.#upper = upper;
    this.#giveUp = giveUp;
  }

  addA(timestamp: number, element: A): readonly JoinedPair<A, B>[] {
    if (timestamp < this.#watermark) {
      this.late += 1;
      this.#giveUp.a(element);
      return [];
    }
    this.#as.push({ timestamp, element });
    return this.#bs
      .filter((b) => this.#pairs(timestamp, b.timestamp))
      .map((b) => ({ timestamp: Math.max(timestamp, b.timestamp), a: element, b: b.element }));
  }

  addB(timestamp: number, element: B): readonly JoinedPair<A, B>[] {
    if (timestamp < this.#watermark) {
      this.late += 1;
      this.#giveUp.b(element);
      return [];
    }
    this.#bs.push({ timestamp, element });
    return this.#as
      .filter((a) => this.#pairs(a.timestamp, timestamp))
      .map((a) => ({ timestamp: Math.max(a.timestamp, timestamp), a: a.element, b: element }));
  }

  /** Nothing below `watermark` pairs any more. */
  advance(watermark: number): void {
    if (watermark <= this.#watermark) return;
    this.#watermark = watermark;
    const upper = Math.max(this.#upper, 0);
    const lower = Math.max(-this.#lower, 0);
    drain(this.#as, (a) => watermark >= a.timestamp + upper, this.#giveUp.a);
    drain(this.#bs, (b) => watermark >= b.timestamp + lower, this.#giveUp.b);
  }

  /** Elements kept because another may still pair with them. */
  get kept(): number {
    return this.#as.length + this.#bs.length;
  }

  #pairs(a: number, b: number): boolean {
    return a + this.#lower <= b && b <= a + this.#upper;
  }
}

function drain<T>(
  kept: Kept<T>[],
  isDone: (entry: Kept<T>) => boolean,
  giveUp: (t: T) => void,
): void {
  for (let i = kept.length - 1; i >= 0; i--) {
    if (!isDone(kept[i]!)) continue;
    giveUp(kept[i]!.element);
    kept.splice(i, 1);
  }
}
