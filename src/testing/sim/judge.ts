import { edgeId, type Pipeline, splitPortRef } from '#pipeline/pipeline.ts';
import { totalDrops } from '#stream/dropReason.ts';
import type { RunSnapshot } from '#engine/snapshot.ts';
import type { Entry, NodeJournal } from './journal.ts';
import { expectedOf } from './model.ts';
import { isFatal, type Scenario } from './scenario.ts';
import { digest } from './simPayload.ts';
import { partsOf, simSpecOf } from './simSpecs.ts';
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
  const mayLose = scenario.commands.some(isFatal);
  return Object.entries(snapshot.nodes).flatMap(([id, { fault }]) => {
    if (!fault) return [];
    if (fault.message === PLANNED_FAILURE && journal.of(id).failed) return [];
    if (mayLose && fault.title === 'Worker stopped answering') return [];
    return [`Node ${id} failed: ${fault.title}. ${fault.message}`];
  });
}

/** How a run may end. */
function outcomeFaults({ commands, mode }: Scenario, snapshot: RunSnapshot): string[] {
  const failed = Object.values(snapshot.nodes).some(({ fault }) => fault);
  const allowed = new Set(['done']);
  if (commands.some(({ kind }) => kind === 'stop')) allowed.add('cancelled');
  if (failed) allowed.add('failed');
  if (failed && mode === 'batch') allowed.add('failed');
  return allowed.has(snapshot.state) ? [] : [`The run ended as '${snapshot.state}'.`];
}

/** Opened as often as closed; every stream unwound; flushed once at most for each kernel. */
function lifeFaults(node: NodeJournal): string[] {
  const { id, opened, closed, flushed, began, unwound } = node;
  const found: string[] = [];
  if (opened !== closed) found.push(`Node ${id} was opened ${opened} times and closed ${closed}.`);
  if (flushed > 1) found.push(`Node ${id} was flushed ${flushed} times.`);
  if (began !== unwound) found.push(`Node ${id} began ${began} streams, and ${unwound} unwound.`);
  return found;
}

/** Everything that can be said of one edge. */
function edgeFaults(
  scenario: Scenario,
  { journal, dead }: SimResult,
  snapshot: RunSnapshot,
): string[] {
  const { pipeline } = scenario;
  const known = knownEdges(scenario, snapshot);
  const expected = expectedOf(pipeline);
  const isCut = snapshot.state !== 'done';
  const found: string[] = [];
  for (const edge of pipeline.edges) {
    const id = edgeId(edge);
    const from = splitPortRef(edge.from);
    const to = splitPortRef(edge.to);
    const sender = pipeline.nodes.find((node) => node.id === from.node)!;
    const emitted = journal.of(from.node).sent.get(from.port) ?? [];
    // Calls side by side send out of order, and the engine puts that right.
    const sent =
      partsOf(sender.operator).name === 'crew'
        ? emitted.toSorted((a, b) => a.timestamp - b.timestamp)
        : emitted;
    const given = journal.of(to.node).given.get(to.port) ?? [];
    const counts = snapshot.edges[id];
    if (!counts) {
      found.push(`Edge ${id} is not in the snapshot.`);
      continue;
    }
    const { sent: counted, delivered, queued } = counts;
    const lost = totalDrops(counts.dropped);
    const isLost = dead.has(from.node) || dead.has(to.node);
    const isSource = Object.keys(simSpecOf(sender.operator)!.inputs).length === 0;
    const isWorking = pipeline.nodes.every(
      (node) => (node.id !== to.node && node.id !== from.node) || node.mode === undefined,
    );
    if (isWorking) {
      const stray = firstStray(given, sent, isSource);
      if (stray)
        found.push(`Edge ${id} delivered ${show(stray)}, which was not sent in that order.`);
      if (!isLost && delivered !== given.length) {
        found.push(`Edge ${id} counts ${delivered} delivered, but ${given.length} arrived.`);
      }
      if (!isLost && !isSource && !isCut && counted !== sent.length) {
        found.push(`Edge ${id} counts ${counted} sent, but its kernel sent ${sent.length}.`);
      }
    }
    if (!isLost && queued !== 0) found.push(`Edge ${id} still has ${queued} chunks queued.`);
    if (!isLost && counted !== delivered + lost + queued) {
      found.push(`Edge ${id}: ${counted} sent, ${delivered} delivered, ${lost} dropped.`);
    }
    const wanted = expected.get(id);
    if (wanted && known.has(id) && isWorking) {
      const difference = firstDifference(given, wanted);
      if (difference) found.push(`Edge ${id} ${difference}`);
    }
  }
  return found;
}

/** Edges all of whose chunks are known beforehand: nothing above drops, fails, changes or is cut short. */
function knownEdges(scenario: Scenario, snapshot: RunSnapshot): ReadonlySet<string> {
  const { pipeline, commands, mode } = scenario;
  const known = new Set<string>();
  if (snapshot.state !== 'done' || commands.some(isFatal) || hasCamera(pipeline)) return known;
  const certain = new Set<string>();
  const changed = new Set(
    commands.flatMap((command) => (command.kind === 'update' ? command.node : [])),
  );
  for (const node of pipeline.nodes) {
    const failure = node.params['failure'];
    const into = pipeline.edges.filter((edge) => splitPortRef(edge.to).node === node.id);
    const isFed = into.every((edge) => certain.has(splitPortRef(edge.from).node));
    const blocks = into.every(
      ({ queue }) => mode === 'batch' || (queue?.overflow ?? 'block') === 'block',
    );
    if (!isFed || !blocks) continue;
    const hasFailure = failure !== undefined && failure !== 'close' && node.mode === undefined;
    if (hasFailure) continue;
    for (const edge of into) known.add(edgeId(edge));
    if (!changed.has(node.id)) certain.add(node.id);
  }
  return known;
}

function hasCamera(pipeline: Pipeline): boolean {
  return pipeline.nodes.some(({ operator }) => partsOf(operator).name === 'camera');
}

/** The first that arrived out of turn. Sources may be shifted in time, so only what they say counts. */
function firstStray(
  given: readonly Entry[],
  sent: readonly Entry[],
  isShifted: boolean,
): Entry | undefined {
  let at = 0;
  for (const entry of given) {
    while (at < sent.length && !isSame(entry, sent[at]!, isShifted)) at += 1;
    if (at === sent.length) return entry;
    at += 1;
  }
  return undefined;
}

function isSame(a: Entry, b: Entry, isShifted: boolean): boolean {
  return (isShifted || a.timestamp === b.timestamp) && digest(a.said) === digest(b.said);
}

function firstDifference(given: readonly Entry[], wanted: readonly Entry[]): string | undefined {
  for (let i = 0; i < Math.max(given.length, wanted.length); i++) {
    const got = given[i];
    const want = wanted[i];
    if (got && want && isSame(got, want, false)) continue;
    return `delivered ${got ? show(got) : 'nothing'} as number ${i + 1} of ${given.length}, where ${want ? show(want) : 'nothing'} of ${wanted.length} was expected.`;
  }
  return undefined;
}

function show({ timestamp, said }: Entry): string {
  return `${digest(said)} at ${timestamp} µs`;
}

/** What every node was doing when nothing went on. */
function describeStuck(snapshot: RunSnapshot): string {
  const nodes = Object.entries(snapshot.nodes).map(
    ([id, { state, waitsFor, heldBy }]) =>
      `${id} ${state}${waitsFor ? ` for '${waitsFor.port}'` : ''}${heldBy ? ` by ${heldBy}` : ''}`,
  );
  return `It was ${snapshot.state}: ${nodes.join(', ')}.`;
}
