import { seededRandom } from '#engine/worker/seededRandom.ts';

/** Seeded choices. Two dice of one seed and different names are independent. */
export class Dice {
  readonly random: () => number;

  constructor(seed: number, name: string) {
    this.random = seededRandom(seed, name);
  }

  /** True once in `1 / share` times. */
  chance(share: number): boolean {
    return this.random() < share;
  }

  /** A whole number, both ends included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.random() * (to - from + 1));
  }

  /** In thousandths, so that it prints short. */
  float(from: number, to: number): number {
    return Math.round((from + this.random() * (to - from)) * 1000) / 1000;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.int(0, list.length - 1)]!;
  }

  /** One of the keys, as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K {
    const entries = Object.entries(weights) as [K, number][];
    let left = this.random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [key, weight] of entries) {
      left -= weight;
      if (left < 0) return key;
    }
    return entries.at(-1)![0];
  }
}
