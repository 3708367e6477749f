import { figure } from '#base/figures.ts';
import { isSource, type OperatorSpec } from '#contract/spec.ts';
import type { EdgeSnapshot, NodeSnapshot, RunSnapshot } from '#engine/snapshot.ts';
import { findNode, type NodeId, type Pipeline } from '#pipeline/pipeline.ts';
import { titleOf } from '#pipeline/ports.ts';
import { type Wire, type Wiring, wiringOf } from '#pipeline/wiring.ts';
import type { SpecOf } from '#contract/spec.ts';
import { durationWords, momentWords } from './timeWords.ts';

/** One step of the way to whoever keeps a node waiting. */
export interface WhyStep {
  readonly node: NodeId;
  readonly title: string;
  /** What it does or does not do, in a sentence. */
  readonly words: string;
}

/** Why a node does nothing at this moment. */
export interface Why {
  /** `Waits for b`, `Held by Recorder`. */
  readonly title: string;
  /** What it waits for and how far that is, in sentences. */
  readonly words: readonly string[];
  /** From its neighbour on; the last one is the culprit. */
  readonly steps: readonly WhyStep[];
}

/** What a question is answered from. */
export interface WhyParts {
  readonly pipeline: Pipeline;
  readonly specOf: SpecOf;
  readonly snapshot: RunSnapshot;
}

/** An input that was quiet for so long, in ms, keeps its node waiting even where it is its only one. */
const QUIET_MS = 2000;
/** Busy for longer than this share of the time, a node is what holds the others. */
const BUSY = 0.5;

interface Ask extends WhyParts {
  readonly wiring: Wiring;
}

/** Undefined for a node that works as it should, or that is not part of a run. */
export function whyWaiting(id: NodeId, parts: WhyParts): Why | undefined {
  const ask: Ask = { ...parts, wiring: wiringOf(parts.pipeline) };
  const reading = parts.snapshot.nodes[id];
  if (!reading || parts.snapshot.state !== 'running') return undefined;
  if (reading.state === 'pressured' && reading.heldBy) return whyHeld(id, reading.heldBy, ask);
  if (reading.state === 'opening' && ask.wiring.into(id).length === 0) return undefined;
  const wire = blockingWire(id, reading, ask);
  return wire && whyQuiet(id, wire, reading, ask);
}

/** The input that a node has nothing of: by its own word, else the quietest, if it is quiet for long. */
function blockingWire(
  id: NodeId,
  reading: NodeSnapshot,
  ask: Ask,
  quietMs = QUIET_MS,
): Wire | undefined {
  const wires = ask.wiring.into(id);
  if (reading.state === 'waiting') {
    return wires.find(({ input }) => input === reading.waitsFor?.port) ?? wires[0];
  }
  if (reading.state !== 'running') return undefined;
  const edges = wires.flatMap((wire) => {
    const edge = edgeAt(wire, ask);
    return edge && edge.queued === 0 && edge.bound !== Infinity ? [{ wire, edge }] : [];
  });
  const allQuiet = edges.length > 0 && edges.every(({ edge }) => edge.quietMs > quietMs);
  if (!allQuiet) return undefined;
  return edges.reduce((a, b) => (b.edge.quietMs > a.edge.quietMs ? b : a)).wire;
}

function whyQuiet(id: NodeId, wire: Wire, reading: NodeSnapshot, ask: Ask): Why {
  const edge = edgeAt(wire, ask);
  const words: string[] = [];
  if (edge?.fills) words.push(`Its queue fills up first: ${edge.queued} wait there.`);
  if (edge) words.push(settledWords(wire.input, edge, reading.waitsFor?.needs));
  const others = ask.wiring.into(id).flatMap((other) => {
    const queued = other === wire ? 0 : (edgeAt(other, ask)?.queued ?? 0);
    return queued > 0 ? [`${queued} of ${other.input}`] : [];
  });
  if (others.length > 0) words.push(`Meanwhile ${others.join(' and ')} wait here.`);
  return { title: `Waits for ${wire.input}`, words, steps: stepsUp(wire, ask, new Set([id])) };
}

function settledWords(input: string, { bound }: EdgeSnapshot, needs: number | undefined): string {
  const need = needs === undefined ? '' : `; ${momentWords(needs)} is needed`;
  if (bound === Infinity) return `Input ${input} has ended.`;
  if (bound === -Infinity) return `Nothing has come to input ${input} yet${need}.`;
  return `Input ${input} has settled to ${momentWords(bound - 1)}${need}.`;
}

/** Upstream, from node to node, for as long as each waits for the next. */
function stepsUp(wire: Wire, ask: Ask, seen: Set<NodeId>): readonly WhyStep[] {
  const id = wire.from;
  if (seen.has(id)) return [];
  seen.add(id);
  const quiet = quietWords(edgeAt(wire, ask));
  const reading = ask.snapshot.nodes[id];
  const spec = specAt(id, ask);
  const step = (words: string): WhyStep => ({ node: id, title: nameAt(id, ask), words });
  if (!reading || reading.state === 'off') return [step('takes no part in this run.')];
  if (reading.state === 'pressured' && reading.heldBy) {
    const [first, ...rest] = whyHeld(id, reading.heldBy, ask, seen).steps;
    return [step(`${quiet}, since it is held itself.`), ...(first ? [first, ...rest] : [])];
  }
  const state = stateWords(reading, spec);
  if (state) return [step(state)];
  // What was quiet for about as long as its node is why that node was.
  const next = blockingWire(id, reading, ask, (edgeAt(wire, ask)?.quietMs ?? 0) / 2);
  const further = next && stepsUp(next, ask, seen);
  if (next && further!.length > 0) {
    return [step(`${quiet}. It waits for its input ${next.input}.`), ...further!];
  }
  if (reading.share.busy > BUSY) {
    return [step(`${quiet}: it is computing, ${figure(reading.p50, 1)} ms a chunk.`)];
  }
  return [step(`${quiet}${silenceWords(spec)}`)];
}

/** What a node's state explains by itself. */
function stateWords(reading: NodeSnapshot, spec: OperatorSpec | undefined): string | undefined {
  switch (reading.state) {
    case 'opening':
      return `is still opening${reading.opening?.title ? `: ${reading.opening.title}` : ''}.`;
    case 'error':
      return `has failed: ${reading.fault?.title ?? 'it gave no reason'}.`;
    case 'ended':
      return 'has ended.';
    case 'muted':
      return 'is muted and sends nothing.';
    default:
      return spec ? undefined : 'is not installed here.';
  }
}

function silenceWords(spec: OperatorSpec | undefined): string {
  if (spec && isSource(spec)) return spec.live ? ': the device gives nothing.' : '.';
  if (spec?.bounds !== 'self') return '.';
  return '. It moves time on only when it sends something, and found nothing to send.';
}

function quietWords(edge: EdgeSnapshot | undefined): string {
  if (!edge) return 'has sent nothing';
  if (edge.idleMs !== undefined) return `has been idle for ${durationWords(edge.idleMs)}`;
  const never = edge.bound === -Infinity;
  return `has sent nothing ${never ? 'yet' : `for ${durationWords(edge.quietMs)}`}`;
}

/** Downstream, from one full queue to the next, to the node that takes too long. */
function whyHeld(id: NodeId, by: NodeId, ask: Ask, seen = new Set<NodeId>([id])): Why {
  const steps: WhyStep[] = [];
  let from = id;
  let next: NodeId | undefined = by;
  while (next !== undefined && !seen.has(next)) {
    seen.add(next);
    const reading: NodeSnapshot | undefined = ask.snapshot.nodes[next];
    const wire = ask.wiring.outOf(from).find(({ to }) => to === next);
    const queue = wire && queueWords(edgeAt(wire, ask));
    const heldBy: NodeId | undefined = reading?.state === 'pressured' ? reading.heldBy : undefined;
    const words = [queue, heldBy ? undefined : slowWords(reading)].filter(Boolean).join(' ');
    steps.push({ node: next, title: nameAt(next, ask), words });
    const waits: Wire | undefined =
      reading?.state === 'waiting' ? blockingWire(next, reading, ask) : undefined;
    if (waits)
      return {
        title: heldTitle(by, ask),
        words: [],
        steps: [...steps, ...stepsUp(waits, ask, seen)],
      };
    from = next;
    next = heldBy;
  }
  return { title: heldTitle(by, ask), words: [], steps };
}

function heldTitle(by: NodeId, ask: Ask): string {
  return `Held by ${nameAt(by, ask)}`;
}

function queueWords(edge: EdgeSnapshot | undefined): string {
  if (!edge?.limits) return 'takes one chunk at a time.';
  const { queued, capacity, oldestMs } = edge;
  const word = queued >= capacity ? 'has a full queue' : 'has a queue';
  return `${word}: ${queued} of ${capacity}, the oldest for ${durationWords(oldestMs)}.`;
}

function slowWords(reading: NodeSnapshot | undefined): string {
  if (!reading) return '';
  if (reading.state === 'waiting') return `It waits for its input ${reading.waitsFor?.port ?? ''}.`;
  return `It takes ${figure(reading.p50, 1)} ms a chunk.`;
}

function edgeAt(wire: Wire, { snapshot }: Ask): EdgeSnapshot | undefined {
  return snapshot.edges[wire.id];
}

function specAt(id: NodeId, { pipeline, specOf }: Ask): OperatorSpec | undefined {
  const node = findNode(pipeline, id);
  return node && specOf(node.operator);
}

function nameAt(id: NodeId, { pipeline, specOf }: Ask): string {
  const node = findNode(pipeline, id);
  return node ? titleOf(node, specOf) : id;
}
