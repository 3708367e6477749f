import type { EdgeQueue } from '#pipeline/pipeline.ts';
import type { Command } from './commands.ts';
import type { Scenario } from './scenario.ts';

/** A scenario as a person reads it: its pipeline, and what is done to it. */
export function printScenario({
  seed,
  mode,
  workers,
  sharesMemory,
  pipeline,
  commands,
  isTangled,
  deadlock,
}: Scenario): string {
  const lines = [
    `Seed ${seed}: ${mode} on ${workers} workers by ${sharesMemory ? 'shared memory' : 'transfer'}${isTangled ? `, tangled, to ${deadlock}` : ''}.`,
  ];
  for (const { id, operator, mode: how, params } of pipeline.nodes) {
    const { name: _, ...rest } = params;
    lines.push(`  ${id}: ${operator}${how ? ` (${how})` : ''} ${JSON.stringify(rest)}`);
  }
  for (const { from, to, queue, loopback } of pipeline.edges) {
    lines.push(`  ${from} → ${to}${loopback ? ' (back)' : ''}${queue ? limits(queue) : ''}`);
  }
  for (const command of commands.toSorted((a, b) => a.at - b.at)) lines.push(`  ${print(command)}`);
  return lines.join('\n');
}

function limits(queue: EdgeQueue): string {
  const { overflow, capacity, bytes, seconds, leastChunks, leastSeconds, flushOnEnd } = queue;
  const words = [
    overflow,
    capacity,
    bytes === undefined ? undefined : `${bytes} bytes`,
    seconds === undefined ? undefined : `${seconds} s`,
    leastChunks === undefined ? undefined : `from ${leastChunks} on`,
    leastSeconds === undefined ? undefined : `from ${leastSeconds} s on`,
    flushOnEnd ? 'flushed' : undefined,
  ];
  return ` ${words.filter((word) => word !== undefined).join(' ')}`;
}

function print({ at, kind, ...rest }: Command): string {
  const words = Object.entries(rest).map(
    ([key, value]) =>
      // JSON has no infinity.
      `${key} ${value === Infinity ? 'forever' : JSON.stringify(value)}`,
  );
  return [`after ${at} ms: ${kind}`, ...words].join(' ');
}
