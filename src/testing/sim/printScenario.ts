import type { Command, Scenario } from './scenario.ts';

/** A scenario as a person reads it: its pipeline, and what is done to it. */
export function printScenario({
  seed,
  mode,
  workers,
  sharesMemory,
  pipeline,
  commands,
}: Scenario): string {
  const lines = [
    `Seed ${seed}: ${mode} on ${workers} workers by ${sharesMemory ? 'shared memory' : 'transfer'}.`,
  ];
  for (const { id, operator, mode: how, params } of pipeline.nodes) {
    const { name: _, ...rest } = params;
    lines.push(`  ${id}: ${operator}${how ? ` (${how})` : ''} ${JSON.stringify(rest)}`);
  }
  for (const { from, to, queue } of pipeline.edges) {
    const limits = queue ? ` ${queue.overflow ?? ''} ${queue.capacity ?? ''}`.trimEnd() : '';
    lines.push(`  ${from} → ${to}${limits}`);
  }
  for (const command of commands.toSorted((a, b) => a.at - b.at)) lines.push(`  ${print(command)}`);
  return lines.join('\n');
}

function print({ at, kind, ...rest }: Command): string {
  const words = Object.entries(rest).map(
    ([key, value]) =>
      // JSON has no infinity.
      `${key} ${value === Infinity ? 'forever' : JSON.stringify(value)}`,
  );
  return [`after ${at} ms: ${kind}`, ...words].join(' ');
}
