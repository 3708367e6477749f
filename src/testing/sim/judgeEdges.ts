import {
  type Edge,
  edgeId,
  type PipelineNode,
  type PortRef,
  splitPortRef,
} from '#pipeline/pipeline.ts';
import { totalDrops } from '#stream/dropReason.ts';
import type { RunSnapshot } from '#engine/snapshot.ts';
import type { Entry, Journal } from './journal.ts';
import { alwaysBlocks, knownEdges } from './known.ts';
import { expectedOf } from './model.ts';
import type { Handed } from './modelInputs.ts';
import type { Scenario } from './scenario.ts';
import { digest } from './simPayload.ts';
import { partsOf, simSpecOf } from './simSpecs.ts';
import type { SimResult } from './simulate.ts';

/** One edge with all that was seen of it. */
interface Seen {
  readonly edge: Edge;
  readonly sender: PipelineNode;
  readonly receiver: PipelineNode;
  readonly sent: readonly Entry[];
  readonly given: readonly Entry[];
  /** True if a worker at either end had died. */
  readonly isLost: boolean;
  /** True if the sender has failed: what calls beside the one that failed had to send was given up. */
  readonly hasFailed: boolean;
}

/** Everything that can be said of the edges. */
export function edgeFaults(
  scenario: Scenario,
  { journal, dead }: SimResult,
  snapshot: RunSnapshot,
): readonly string[] {
  const { pipeline, mode } = scenario;
  const known = knownEdges(scenario, snapshot);
  const expected = expectedOf({ pipeline, isLossless: mode === 'batch' });
  const nodeOf = (ref: PortRef): PipelineNode =>
    pipeline.nodes.find(({ id }) => id === splitPortRef(ref).node)!;
  return pipeline.edges.flatMap((edge) => {
    const sender = nodeOf(edge.from);
    const receiver = nodeOf(edge.to);
    const seen: Seen = {
      edge,
      sender,
      receiver,
      sent: sentOn(journal, sender, edge),
      given: journal.of(receiver.id).given.get(splitPortRef(edge.to).port) ?? [],
      isLost: dead.has(sender.id) || dead.has(receiver.id),
      hasFailed: journal.of(sender.id).failed,
    };
    const isWorking = sender.mode === undefined && receiver.mode === undefined;
    const found = [...countFaults(scenario, seen, snapshot)];
    if (isWorking) {
      found.push(...orderFaults(seen), ...gapFaults(seen, journal));
      found.push(...wholeFaults(scenario, seen, journal));
    }
    const wanted = expected.get(edgeId(edge));
    const difference =
      wanted && known.has(edgeId(edge)) && isWorking && firstDifference(seen.given, wanted);
    return difference ? [...found, `Edge ${edgeId(edge)} ${difference}`] : found;
  });
}

/** Calls side by side send out of order, and the engine puts that right. */
function sentOn(journal: Journal, { id, operator }: PipelineNode, edge: Edge): readonly Entry[] {
  const emitted = journal.of(id).sent.get(splitPortRef(edge.from).port) ?? [];
  if (partsOf(operator).name !== 'crew') return emitted;
  return emitted.toSorted((a, b) => a.timestamp - b.timestamp);
}

/** Every chunk is accounted for, and a queue grows only where that helps. */
function countFaults(
  scenario: Scenario,
  seen: Seen,
  { edges, state }: RunSnapshot,
): readonly string[] {
  const { edge, sender, receiver, sent, given, isLost, hasFailed } = seen;
  const id = edgeId(edge);
  const counts = edges[id];
  if (!counts) return [`Edge ${id} is not in the snapshot.`];
  const found: string[] = [];
  const { sent: counted, delivered, queued, grown } = counts;
  const lost = totalDrops(counts.dropped);
  const { inputs, policy } = simSpecOf(receiver.operator)!;
  if (sender.mode === undefined && receiver.mode === undefined && !isLost) {
    // What a switch passes over has been served, and not been given to its kernel.
    const fresh = given.length - repeatsOf(seen).size;
    const isRight = policy?.kind === 'mux' ? delivered >= fresh : delivered === fresh;
    if (!isRight) {
      found.push(`Edge ${id} counts ${delivered} delivered, but ${given.length} arrived.`);
    }
    const isSure = !isSource(sender) && state === 'done' && !hasFailed;
    if (isSure && counted !== sent.length) {
      found.push(`Edge ${id} counts ${counted} sent, but its kernel sent ${sent.length}.`);
    }
  }
  if (!isLost && queued !== 0) found.push(`Edge ${id} still has ${queued} chunks queued.`);
  if (!isLost && counted !== delivered + lost + queued) {
    found.push(`Edge ${id}: ${counted} sent, ${delivered} delivered, ${lost} dropped.`);
  }
  if (scenario.mode === 'batch' && counts.dropped['queue-full'] !== undefined) {
    found.push(`Edge ${id} dropped ${counts.dropped['queue-full']} in batch.`);
  }
  const isJoin = Object.keys(inputs).length > 1;
  // In batch it waits for a chunk of every input, and of a filtered one the next may be far.
  const waitsLong = scenario.mode === 'batch' && policy?.kind === 'early-close';
  const mayGrow = (scenario.isTangled || waitsLong) && scenario.deadlock === 'relieve' && isJoin;
  if (grown > 0 && !mayGrow) found.push(`Edge ${id} grew ${grown} times.`);
  return found;
}

/** What arrived had been sent, in that order. */
function orderFaults(seen: Seen): readonly string[] {
  const { edge, sender, receiver, sent, given } = seen;
  const isAligned = partsOf(receiver.operator).name === 'align';
  if (isAligned && !isSource(sender)) return shiftFaults(edge, sent, given);
  const repeats = repeatsOf(seen);
  const fresh = given.filter((entry) => !repeats.has(entry));
  const stray = firstStray(fresh, sent, isSource(sender));
  if (!stray) return [];
  return [`Edge ${edgeId(edge)} delivered ${show(stray)}, which was not sent in that order.`];
}

/** What an input was given again while its stream was idle: what it had last, at another time. */
function repeatsOf({ edge, sender, receiver, sent, given }: Seen): ReadonlySet<Entry> {
  const { onIdle } = simSpecOf(receiver.operator)!.inputs[splitPortRef(edge.to).port]!;
  const repeats = new Set<Entry>();
  if (onIdle !== 'hold') return repeats;
  let at = 0;
  let last: Entry | undefined;
  for (const entry of given) {
    const next = sent.findIndex((one, i) => i >= at && isSame(entry, one, isSource(sender)));
    if (next < 0 && last && isSame(entry, last, true)) {
      repeats.add(entry);
      continue;
    }
    at = next + 1;
    last = entry;
  }
  return repeats;
}

/** Sound behind a chunk that a queue has lost says so, and no other does. A source that began anew lost one itself. */
function gapFaults(seen: Seen, journal: Journal): readonly string[] {
  const { edge, receiver, sender, sent, given } = seen;
  if (partsOf(receiver.operator).kind !== 'audio' || journal.of(sender.id).began > 1) return [];
  let before = -1;
  for (const entry of given) {
    const at = sent.findIndex((one, i) => i > before && isSame(entry, one, isSource(sender)));
    const isBehindGap = at !== before + 1;
    before = at;
    if (at < 0 || isBehindGap === entry.isBehindGap) continue;
    const what = isBehindGap ? 'does not say that there is a gap' : 'says that there is a gap';
    return [`Edge ${edgeId(edge)} ${what} before ${entry.timestamp} µs.`];
  }
  return [];
}

/** Nothing is known of where in time it lies, but that all of it is shifted alike. */
function shiftFaults(
  edge: Edge,
  sent: readonly Entry[],
  given: readonly Entry[],
): readonly string[] {
  const [first] = given;
  if (!first) return [];
  const isRight = sent.some(({ timestamp }) => {
    const shift = timestamp - first.timestamp;
    const back = given.map((entry) => ({ ...entry, timestamp: entry.timestamp + shift }));
    return firstStray(back, sent, false) === undefined;
  });
  return isRight ? [] : [`Edge ${edgeId(edge)} delivered what was not sent in any one shift.`];
}

/** The first that arrived out of turn. */
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

/** A set of the newest is whole: what was sent at its time on another input has been given too. */
function wholeFaults(
  scenario: Scenario,
  { edge, sender, receiver, sent, given }: Seen,
  journal: Journal,
): readonly string[] {
  const isNewest = simSpecOf(receiver.operator)!.policy?.kind === 'fixed-size';
  if (!isNewest || isSource(sender) || !alwaysBlocks(scenario, edgeId(edge), edge.queue)) return [];
  const times = new Set(given.map(({ timestamp }) => timestamp));
  const sentTimes = new Set(sent.map(({ timestamp }) => timestamp));
  return [...journal.of(receiver.id).given.values()].flatMap((other) => {
    const torn = other.find(({ timestamp }) => sentTimes.has(timestamp) && !times.has(timestamp));
    return torn ? [`Edge ${edgeId(edge)} lacks what belongs to ${torn.timestamp} µs.`] : [];
  });
}

function isSource({ operator }: PipelineNode): boolean {
  return Object.keys(simSpecOf(operator)!.inputs).length === 0;
}

/** Sources may be shifted in time, so only what they say counts. */
function isSame(a: Entry, b: Entry, isShifted: boolean): boolean {
  return (isShifted || a.timestamp === b.timestamp) && digest(a.said) === digest(b.said);
}

function firstDifference(given: readonly Entry[], { stream, atLeast }: Handed): string | undefined {
  for (let i = 0; i < Math.max(given.length, atLeast); i++) {
    const got = given[i];
    const want = stream[i];
    if (got && want && isSame(got, want, false)) continue;
    return `delivered ${got ? show(got) : 'nothing'} as number ${i + 1} of ${given.length}, where ${want ? show(want) : 'nothing'} of ${stream.length} was expected.`;
  }
  return undefined;
}

function show({ timestamp, said }: Entry): string {
  return `${digest(said)} at ${timestamp} µs`;
}
