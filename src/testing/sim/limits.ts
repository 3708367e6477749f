import { type Edge, edgeId, type EdgeQueue, splitPortRef } from '#pipeline/pipeline.ts';
import type { Level, Limit } from './journal.ts';
import type { Scenario } from './scenario.ts';
import type { SimKind } from './simPayload.ts';
import { partsOf, simSpecOf } from './simSpecs.ts';

/** Credit, what a queue takes that says nothing, and bytes of a chunk, where they are always the same. */
const OF_KIND: Readonly<
  Record<SimKind, { readonly credit: number; readonly capacity: number; readonly bytes?: number }>
> = {
  number: { credit: 8, capacity: 16, bytes: 8 },
  frame: { credit: 2, capacity: 3, bytes: 32 },
  audio: { credit: 8, capacity: 16 },
};
/** What is in the hands of both ends. */
const IN_HAND = 3;

/** What may wait on each edge that only blocks, by its output. Where nodes that don't work stand at an end, nobody counts. */
export function limitsOf(scenario: Scenario): ReadonlyMap<string, readonly Limit[]> {
  const limits = new Map<string, readonly Limit[]>();
  for (const edge of scenario.pipeline.edges) {
    const limit = limitOf(scenario, edge);
    if (limit) limits.set(edge.from, [...(limits.get(edge.from) ?? []), limit]);
  }
  return limits;
}

/** From how many chunks on an input is read, by its address: where nothing else ends the wait but the end. */
export function levelsOf({ pipeline, mode, commands }: Scenario): ReadonlyMap<string, Level> {
  const levels = new Map<string, Level>();
  if (mode === 'batch') return levels;
  for (const edge of pipeline.edges) {
    const { leastChunks = 0, bytes, seconds } = edge.queue ?? {};
    const from = splitPortRef(edge.from);
    const to = splitPortRef(edge.to);
    const [sender, receiver] = [from, to].map(({ node }) =>
      pipeline.nodes.find(({ id }) => id === node)!,
    );
    const isChanged = commands.some(
      (command) => command.kind === 'queue' && command.edge === edgeId(edge),
    );
    const isJoin = Object.keys(simSpecOf(receiver!.operator)!.inputs).length > 1;
    const isLimited = bytes !== undefined || seconds !== undefined;
    // Such a kernel may end its output before it closes.
    const { bounds, inputs } = simSpecOf(sender!.operator)!;
    const endsItself = typeof bounds === 'string' && Object.keys(inputs).length > 0;
    if (isChanged || isJoin || isLimited || endsItself) continue;
    if (sender!.mode || receiver!.mode) continue;
    if (leastChunks > 1) levels.set(edge.to, { from, least: leastChunks });
  }
  return levels;
}

function limitOf({ pipeline, mode, commands, isTangled }: Scenario, edge: Edge): Limit | undefined {
  const from = splitPortRef(edge.from);
  const to = splitPortRef(edge.to);
  const [sender, receiver] = [from, to].map(({ node }) =>
    pipeline.nodes.find(({ id }) => id === node)!,
  );
  if (sender!.mode || receiver!.mode || edge.loopback) return undefined;
  const { inputs, policy } = simSpecOf(receiver!.operator)!;
  const isJoin = Object.keys(inputs).length > 1;
  // Queues before a join may have to grow; what some policies take is not given to the kernel.
  const isKept = policy?.kind === 'fixed-size' || policy?.kind === 'mux';
  if (isKept || (isJoin && isTangled)) return undefined;
  const queues = [
    edge.queue,
    ...commands.flatMap((command) =>
      command.kind === 'queue' && command.edge === edgeId(edge) ? [command.queue] : [],
    ),
  ];
  const blocks = queues.every((queue) => mode === 'batch' || queue?.overflow === 'block');
  if (!blocks) return undefined;
  const { name, kind } = partsOf(sender!.operator);
  const sent = name === 'choose' ? 'number' : kind;
  const underway = OF_KIND[sent].credit + IN_HAND;
  return {
    to,
    underway,
    most: underway + Math.max(...queues.map((queue) => capacityOf(queue, sent))),
    span: Math.max(...queues.map((queue) => queue?.seconds ?? Infinity)) * 1e6,
  };
}

function capacityOf(queue: EdgeQueue | undefined, kind: SimKind): number {
  const { capacity, bytes } = OF_KIND[kind];
  const most = Math.max(queue?.capacity ?? capacity, queue?.leastChunks ?? 0);
  if (queue?.bytes === undefined || bytes === undefined) return most;
  return Math.min(most, Math.ceil(queue.bytes / bytes));
}
