import type { FaultNotice } from '#contract/fault.ts';
import { splitPortRef } from '#pipeline/pipeline.ts';
import type { RunSnapshot } from '#engine/snapshot.ts';
import { isFatal } from './commands.ts';
import type { NodeJournal } from './journal.ts';
import { edgeFaults } from './judgeEdges.ts';
import type { Scenario } from './scenario.ts';
import { partsOf } from './simSpecs.ts';
import type { SimResult } from './simulate.ts';
import { PLANNED_FAILURE } from './watchedKernel.ts';

/** Sentences about what a run did that no run may do; none is the promise. */
export function violationsOf(scenario: Scenario, result: SimResult): readonly string[] {
  const { snapshot, stop, at, journal } = result;
  const found = [...journal.broken, ...result.uncaught.map((error) => `Nobody caught: ${error}`)];
  if (!snapshot) return [...found, `The run never began: ${stop} after ${at} ms.`];
  if (stop !== 'met') {
    found.push(`The run did not end: ${stop} after ${at} ms. ${describeStuck(snapshot)}`);
    return found;
  }
  found.push(...snapshot.violations);
  const { leaks } = snapshot;
  if (leaks && Object.values(leaks).some((count) => count > 0)) {
    found.push(`Leaks: ${JSON.stringify(leaks)}.`);
  }
  if (result.left > 0) found.push(`${result.left} timers or messages were left behind.`);
  found.push(...nodeFaults(scenario, result, snapshot));
  found.push(...outcomeFaults(scenario, snapshot));
  for (const node of journal.nodes.values()) {
    if (!result.dead.has(node.id)) found.push(...lifeFaults(node));
  }
  found.push(...edgeFaults(scenario, result, snapshot));
  return found;
}

/** Failures nobody planned. */
function nodeFaults(scenario: Scenario, { journal }: SimResult, snapshot: RunSnapshot): string[] {
  return Object.entries(snapshot.nodes).flatMap(([id, { fault }]) => {
    if (!fault) return [];
    if (fault.message === PLANNED_FAILURE && journal.of(id).failed) return [];
    if (isPlanned(scenario, id, fault)) return [];
    return [`Node ${id} failed: ${fault.title}. ${fault.message}`];
  });
}

/** A dead worker, a deadlock where they are reported, a choice there is not. */
function isPlanned(
  { commands, isTangled, deadlock, pipeline }: Scenario,
  id: string,
  { title }: FaultNotice,
): boolean {
  const into = pipeline.edges.filter(({ to }) => splitPortRef(to).node === id);
  switch (title) {
    case 'Worker stopped answering':
      return commands.some(isFatal);
    case 'Deadlock':
      return isTangled && deadlock === 'report' && into.length > 1;
    case 'No such input':
      return into.some(({ from }) => {
        const { operator, params, mode } = pipeline.nodes.find(
          (node) => node.id === splitPortRef(from).node,
        )!;
        const isWild = params['modulus'] !== 2 || mode === 'bypassed';
        return partsOf(operator).name === 'choose' && isWild;
      });
    default:
      return false;
  }
}

/** How a run may end. */
function outcomeFaults({ commands, mode }: Scenario, snapshot: RunSnapshot): string[] {
  const nodes = Object.values(snapshot.nodes);
  const allowed = new Set<string>();
  if (commands.some(({ kind }) => kind === 'stop')) allowed.add('cancelled');
  if (nodes.some(({ fault }) => fault)) allowed.add('failed');
  // A batch run is wrong as soon as any of it is.
  const isWrong = mode === 'batch' && nodes.some(({ state }) => state === 'error');
  if (!isWrong) allowed.add('done');
  return allowed.has(snapshot.state) ? [] : [`The run ended as '${snapshot.state}'.`];
}

/** Opened as often as closed; every stream unwound; flushed once at most for each kernel. */
function lifeFaults(node: NodeJournal): string[] {
  const { id, opened, closed, flushed, began, unwound } = node;
  const found: string[] = [];
  if (opened !== closed) found.push(`Node ${id} was opened ${opened} times and closed ${closed}.`);
  if (flushed > 1) found.push(`Node ${id} was flushed ${flushed} times.`);
  const kept = node.holdings.reduce((sum, holdings) => sum + holdings.kept, 0);
  if (kept !== 0) found.push(`Node ${id} keeps ${kept} buffers after its close.`);
  if (began !== unwound) found.push(`Node ${id} began ${began} streams, and ${unwound} unwound.`);
  return found;
}

/** What every node was doing when nothing went on. */
function describeStuck(snapshot: RunSnapshot): string {
  const nodes = Object.entries(snapshot.nodes).map(
    ([id, { state, waitsFor, heldBy }]) =>
      `${id} ${state}${waitsFor ? ` for '${waitsFor.port}'` : ''}${heldBy ? ` by ${heldBy}` : ''}`,
  );
  return `It was ${snapshot.state}: ${nodes.join(', ')}.`;
}
