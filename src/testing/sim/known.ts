import { edgeId, type EdgeQueue, type Pipeline, splitPortRef } from '#pipeline/pipeline.ts';
import type { RunSnapshot } from '#engine/snapshot.ts';
import { isFatal } from './commands.ts';
import type { Scenario } from './scenario.ts';
import { partsOf } from './simSpecs.ts';

/** Edges all of whose chunks are known beforehand: nothing above drops, fails, changes or is cut short. */
export function knownEdges(scenario: Scenario, snapshot: RunSnapshot): ReadonlySet<string> {
  const { pipeline, commands } = scenario;
  const isCut = snapshot.state !== 'done' || commands.some(isFatal);
  if (isCut || hasCamera(pipeline)) return new Set();
  /** What leads back is taken for granted, and looked at again once it is known what it depends on. */
  const doubted = new Set<string>();
  for (;;) {
    const { known, certain } = knownWithout(scenario, doubted);
    const before = doubted.size;
    for (const { from, loopback } of pipeline.edges) {
      if (loopback && !certain.has(splitPortRef(from).node)) doubted.add(from);
    }
    if (doubted.size === before) return known;
  }
}

function knownWithout(
  scenario: Scenario,
  doubted: ReadonlySet<string>,
): { readonly known: ReadonlySet<string>; readonly certain: ReadonlySet<string> } {
  const { pipeline, commands } = scenario;
  const known = new Set<string>();
  const certain = new Set<string>();
  const changed = new Set(
    commands.flatMap((command) => (command.kind === 'update' ? command.node : [])),
  );
  for (const node of pipeline.nodes) {
    const failure = node.params['failure'];
    const into = pipeline.edges.filter((edge) => splitPortRef(edge.to).node === node.id);
    const isFed = into.every(({ from, loopback }) =>
      loopback ? !doubted.has(from) : certain.has(splitPortRef(from).node),
    );
    const blocks = into.every((edge) => alwaysBlocks(scenario, edgeId(edge), edge.queue));
    const hasFailure = failure !== undefined && failure !== 'close' && node.mode === undefined;
    if (!isFed || !blocks || hasFailure) continue;
    for (const edge of into) known.add(edgeId(edge));
    if (!changed.has(node.id)) certain.add(node.id);
  }
  return { known, certain };
}

/** True if a queue never drops, whatever becomes of its limits. */
export function alwaysBlocks(
  { mode, commands }: Scenario,
  id: string,
  queue: EdgeQueue | undefined,
): boolean {
  const queues = [
    queue,
    ...commands.flatMap((command) =>
      command.kind === 'queue' && command.edge === id ? [command.queue] : [],
    ),
  ];
  const blocks = (one: EdgeQueue | undefined): boolean =>
    (one?.overflow ?? 'block') === 'block' && one?.flushOnEnd !== true;
  return mode === 'batch' || queues.every(blocks);
}

function hasCamera(pipeline: Pipeline): boolean {
  return pipeline.nodes.some(({ operator }) => partsOf(operator).name === 'camera');
}
