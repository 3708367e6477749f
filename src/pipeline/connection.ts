import { type OperatorSpec, type Port, type SpecOf, typesOf } from '#contract/spec.ts';
import { type CapsConflict, capsConflict } from '#stream/caps.ts';
import type { PortType } from '#stream/payload.ts';
import { findPath } from './loops.ts';
import {
  findNode,
  type NodeId,
  type Pipeline,
  type PipelineNode,
  type PortRef,
  splitPortRef,
} from './pipeline.ts';
import { capsOf, portOf, portsFit, portsOf, type Side, titleOf } from './ports.ts';
import { PORT_WORDS, sentenceCase } from './portWords.ts';

/** Why an edge can't be, in the user's words. */
export interface ConnectionRefusal {
  /** In a few words, no full stop: "Sound can't enter a picture input". */
  readonly title: string;
  /** A full sentence that names both ends and what they send and take. */
  readonly sentence: string;
  /** What comes out: types, or the value of the caps field that differs. Empty if that is not the reason. */
  readonly offered: string;
  /** What would go in, likewise. */
  readonly needed: string;
  /** Where it would fit instead: "Drop it on Recorder · audio, one port below." */
  readonly hint?: string;
}

/**
 * Why `from`, taken as an output, can't be joined to `to`, taken as an input; undefined if it can. An
 * edge that already enters `to` is no reason, since `connect` replaces it; nor is an unknown operator,
 * whose ports nobody knows.
 */
export function connectionProblem(
  pipeline: Pipeline,
  from: PortRef,
  to: PortRef,
  specOf: SpecOf,
): ConnectionRefusal | undefined {
  const nodeOf: NodeOf = (id) => findNode(pipeline, id);
  const start = endOf(nodeOf, from, 'out', specOf);
  const end = endOf(nodeOf, to, 'in', specOf);
  if (!start.node || !end.node) return refusal('That node is gone', missingNode(start, end));
  return (
    sidesProblem(start, end) ??
    loopProblem(pipeline, start.node, end.node, specOf) ??
    portsProblem(start, end, specOf)
  );
}

/** Finds a node by id. */
export type NodeOf = (id: NodeId) => PipelineNode | undefined;

/** Why chunks of `from` can't enter `to`, if both are known ports; says nothing about loops. */
export function portsRefusal(
  nodeOf: NodeOf,
  from: PortRef,
  to: PortRef,
  specOf: SpecOf,
): ConnectionRefusal | undefined {
  return portsProblem(endOf(nodeOf, from, 'out', specOf), endOf(nodeOf, to, 'in', specOf), specOf);
}

/** Names of the ports on one side of an operator that could be joined to `other`, in the spec's order. */
export function fittingPorts(spec: OperatorSpec, side: Side, other: Port): string[] {
  return Object.entries(portsOf(spec, side))
    .filter(([, port]) => (side === 'in' ? portsFit(other, port) : portsFit(port, other)))
    .map(([name]) => name);
}

interface End {
  readonly ref: PortRef;
  readonly name: string;
  readonly node: PipelineNode | undefined;
  readonly spec: OperatorSpec | undefined;
  readonly port: Port | undefined;
  /** What the user sees: the node's title, and the port where it has several on that side. */
  readonly words: string;
}

function endOf(nodeOf: NodeOf, ref: PortRef, side: Side, specOf: SpecOf): End {
  const { node: id, port: name } = splitPortRef(ref);
  const node = nodeOf(id);
  const spec = node && specOf(node.operator);
  const port = spec && portOf(spec, side, name);
  const title = node ? titleOf(node, specOf) : id;
  const several = spec !== undefined && Object.keys(portsOf(spec, side)).length > 1;
  return { ref, name, node, spec, port, words: several ? `${title} · ${name}` : title };
}

function missingNode(start: End, end: End): string {
  const gone = splitPortRef((start.node ? end : start).ref).node;
  return `The pipeline has no node '${gone}'.`;
}

function sidesProblem(start: End, end: End): ConnectionRefusal | undefined {
  if (end.spec && !end.port) {
    return portOf(end.spec, 'out', end.name)
      ? refusal("Two outputs can't be joined", `'${end.ref}' is an output; drop it on an input.`)
      : refusal('No such input', `${titleWords(end)} has no input '${end.name}'.`);
  }
  if (start.spec && !start.port) {
    return portOf(start.spec, 'in', start.name)
      ? refusal("Two inputs can't be joined", `'${start.ref}' is an input; start from an output.`)
      : refusal('No such output', `${titleWords(start)} has no output '${start.name}'.`);
  }
  return undefined;
}

function loopProblem(
  pipeline: Pipeline,
  start: PipelineNode,
  end: PipelineNode,
  specOf: SpecOf,
): ConnectionRefusal | undefined {
  const title = 'This would close a loop';
  if (start.id === end.id) {
    const name = titleOf(start, specOf);
    return refusal(title, `${name} can't wait for its own result.`);
  }
  const path = findPath(pipeline.edges, end.id, start.id);
  if (!path) return undefined;
  const titles = path.map((id) => titleOf(findNode(pipeline, id)!, specOf));
  const [first, last] = [titles[0]!, titles.at(-1)!];
  return refusal(
    title,
    `${last} already gets what it sends from ${first} (${loopWords(titles)}), so each would wait for the other.`,
  );
}

/** `a → b → c`, the middle left out where it is long. */
export function loopWords(names: readonly string[]): string {
  const shown = names.length > 6 ? [...names.slice(0, 3), '…', ...names.slice(-2)] : names;
  return shown.join(' → ');
}

function portsProblem(start: End, end: End, specOf: SpecOf): ConnectionRefusal | undefined {
  if (!start.port || !end.port) return undefined;
  const conflict = capsConflict(capsOf(start.port), capsOf(end.port));
  if (!conflict) return undefined;
  const hint = hintFor(start.port, end, specOf);
  const why =
    conflict.field === 'type' ? typeRefusal(start, end) : capsRefusal(conflict, start, end);
  return hint ? { ...why, hint } : why;
}

function typeRefusal(start: End, end: End): ConnectionRefusal {
  const offered = typesOf(start.port!);
  const needed = typesOf(end.port!);
  return {
    title: `${sentenceCase(words(offered, 'many'))} can't enter a ${words(needed, 'one')} input`,
    sentence:
      `${portWords(start)} sends ${words(offered, 'many')} (${offered.join(', ')}); ` +
      `${portWords(end)} takes ${words(needed, 'many')} (${needed.join(', ')}).`,
    offered: offered.join(', '),
    needed: needed.join(', '),
  };
}

function capsRefusal(conflict: CapsConflict, start: End, end: End): ConnectionRefusal {
  const field = conflict.field.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return {
    title: `${sentenceCase(field)} differs`,
    sentence: `${sentenceCase(field)}: ${start.words} offers ${conflict.offered}, ${end.words} needs ${conflict.needed}.`,
    offered: conflict.offered,
    needed: conflict.needed,
  };
}

/** Another input of the same node, and how far it is from the one that was aimed at. */
function hintFor(output: Port, end: End, specOf: SpecOf): string | undefined {
  const fitting = fittingPorts(end.spec!, 'in', output)[0];
  if (fitting === undefined) return undefined;
  const names = Object.keys(end.spec!.inputs);
  const away = names.indexOf(fitting) - names.indexOf(end.name);
  const count = Math.abs(away);
  const where = `${COUNTS[count] ?? count} ${count === 1 ? 'port' : 'ports'} ${away > 0 ? 'below' : 'above'}`;
  return `Drop it on ${titleOf(end.node!, specOf)} · ${fitting}, ${where}.`;
}

const COUNTS: readonly string[] = ['', 'one', 'two', 'three', 'four', 'five', 'six'];

function words(types: readonly PortType[], count: 'one' | 'many'): string {
  return types.map((type) => PORT_WORDS[type][count]).join(' or ');
}

function titleWords(end: End): string {
  return end.node?.title ?? end.spec?.title ?? end.name;
}

function portWords(end: End): string {
  return `${titleWords(end)} · ${end.name}`;
}

function refusal(title: string, sentence: string): ConnectionRefusal {
  return { title, sentence, offered: '', needed: '' };
}
