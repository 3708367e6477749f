// Tries as many seeds of the simulation as asked: `npm run sim -- --seeds 100000 --from 1`, or one: `--seed 123`.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    from: { type: 'string' },
    seed: { type: 'string' },
  },
});
for (const [name, value] of Object.entries(values)) {
  if (!/^\d+$/.test(value)) {
    console.error(`--${name} must be a whole number, got '${value}'.`);
    process.exit(64);
  }
}
const { status } = spawnSync(
  'vitest',
  ['run', '--project', 'unit', '--reporter=verbose', 'src/testing/sim'],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      ...(values.seeds ? { SEEDS: values.seeds } : {}),
      ...(values.from ? { FROM: values.from } : {}),
      ...(values.seed ? { SEED: values.seed } : {}),
    },
  },
);
process.exit(status ?? 1);
