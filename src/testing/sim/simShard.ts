import { test } from 'vitest';
import { trySeed } from './trySeed.ts';

/** So many seeds are tried by all shards together, unless `SEEDS` says otherwise. */
const USUAL_SEEDS = 2000;
const SHARDS = 4;
/** Failing seeds that are told; the first is the one to look at. */
const TOLD = 3;
/** A seed takes 30 ms, on a busy machine several times that. */
const MS_PER_SEED = 500;

/**
 * Declares the test of one shard, 0 to 3: shards run side by side. With `SEED` in the environment that seed
 * alone is run, by the shard whose it is; with `SEEDS` so many, from `FROM` on (1 if not said).
 */
export function simShard(shard: number): void {
  const seeds = seedsAsked().filter((seed) => seed % SHARDS === shard);
  test(
    `random pipelines under random faults keep every promise, part ${shard + 1} of ${SHARDS}`,
    async () => {
      const reports: string[] = [];
      for (const seed of seeds) {
        const report = await trySeed(seed);
        if (report !== undefined) reports.push(report);
        if (reports.length === TOLD) break;
      }
      if (reports.length > 0) throw new Error(reports.join('\n\n'));
    },
    10_000 + seeds.length * MS_PER_SEED,
  );
}

function seedsAsked(): readonly number[] {
  const { SEED, SEEDS, FROM } = process.env;
  if (SEED !== undefined) return [Number(SEED)];
  const first = Number(FROM ?? 1);
  return Array.from({ length: Number(SEEDS ?? USUAL_SEEDS) }, (_, i) => first + i);
}
