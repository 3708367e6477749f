import { type OperatorSpec, type Port, type SpecOf, typesOf } from '#contract/spec.ts';
import { type CapsConflict, capsConflict } from '#stream/caps.ts';
import { conflictWords } from '#stream/capsWords.ts';
import type { PortType } from '#stream/payload.ts';
import { type NodeId, type PipelineNode, type PortRef, splitPortRef } from './pipeline.ts';
import { capsOf, fittingPorts, portOf, portsOf, type Side, titleOf } from './ports.ts';
import { PORT_WORDS, sentenceCase } from './portWords.ts';

/** Why an edge can't be, in the user's words. */
export interface ConnectionRefusal {
  /** In a few words, no full stop: "Sound can't enter a picture input". */
  readonly title: string;
  /** A full sentence that names both ends and what they send and take. */
  readonly sentence: string;
  /** The field of the caps that differs, or `type`. Left out if that is not the reason. */
  readonly field?: string;
  /** What comes out: types, or the value of the caps field that differs. Empty if that is not the reason. */
  readonly offered: string;
  /** What would go in, likewise. */
  readonly needed: string;
  /** Where it would fit instead: "Drop it on Recorder · audio, one port below." */
  readonly hint?: string;
}

/** Finds a node by id. */
export type NodeOf = (id: NodeId) => PipelineNode | undefined;

/** One end of an edge, with what is known of it. */
export interface End {
  readonly ref: PortRef;
  readonly name: string;
  readonly node: PipelineNode | undefined;
  readonly spec: OperatorSpec | undefined;
  readonly port: Port | undefined;
  /** What the user sees: the node's title, and the port where it has several on that side. */
  readonly words: string;
}

/** Looks an end up. */
export function endOf(nodeOf: NodeOf, ref: PortRef, side: Side, specOf: SpecOf): End {
  const { node: id, port: name } = splitPortRef(ref);
  const node = nodeOf(id);
  const spec = node && specOf(node.operator);
  const port = spec && portOf(spec, side, name);
  const title = node ? titleOf(node, specOf) : id;
  return { ref, name, node, spec, port, words: spec ? endWords(title, spec, side, name) : title };
}

/**
 * What the user sees as the name of a port: the title of its node, and the port where it is one of several or a
 * param.
 */
export function endWords(title: string, spec: OperatorSpec, side: Side, port: string): string {
  const names = Object.keys(portsOf(spec, side));
  return names.length > 1 || !names.includes(port) ? `${title} · ${port}` : title;
}

/** Why what one port says of itself does not fit the other; undefined if it does, or a port is not known. */
export function portsProblem(start: End, end: End, specOf: SpecOf): ConnectionRefusal | undefined {
  if (!start.port || !end.port) return undefined;
  const conflict = capsConflict(capsOf(start.port), capsOf(end.port));
  if (!conflict) return undefined;
  const hint = hintFor(start.port, end, specOf);
  const why = conflictRefusal(conflict, start, end);
  return hint ? { ...why, hint } : why;
}

/** A conflict between two known ports, in words. */
export function conflictRefusal(conflict: CapsConflict, start: End, end: End): ConnectionRefusal {
  const { field } = conflict;
  const words = field === 'type' ? typeRefusal : capsRefusal;
  return { ...words(conflict, start, end), field };
}

function typeRefusal(conflict: CapsConflict, start: End, end: End): ConnectionRefusal {
  const offered = typesIn(conflict.offered, start.port!);
  const needed = typesIn(conflict.needed, end.port!);
  return {
    title: `${sentenceCase(words(offered, 'many'))} can't enter a ${words(needed, 'one')} input`,
    sentence:
      `${portWords(start)} sends ${words(offered, 'many')} (${offered.join(', ')}); ` +
      `${portWords(end)} takes ${words(needed, 'many')} (${needed.join(', ')}).`,
    offered: offered.join(', '),
    needed: needed.join(', '),
  };
}

/** The one type that flows where several might, else all that the port speaks. */
function typesIn(words: string, port: Port): readonly PortType[] {
  const types = typesOf(port);
  const flowing = types.filter((type) => words.split(' or ').includes(type));
  return flowing.length > 0 ? flowing : types;
}

function capsRefusal(conflict: CapsConflict, start: End, end: End): ConnectionRefusal {
  return {
    ...conflictWords(conflict, start.words, end.words),
    offered: conflict.offered,
    needed: conflict.needed,
  };
}

/** Another input of the same node, and how far it is from the one that was aimed at. */
function hintFor(output: Port, end: End, specOf: SpecOf): string | undefined {
  const fitting = fittingPorts(end.spec!, 'in', output)[0];
  if (fitting === undefined) return undefined;
  const names = Object.keys(end.spec!.inputs);
  const aimed = names.indexOf(end.name);
  if (aimed < 0) return `Drop it on ${titleOf(end.node!, specOf)} · ${fitting}.`;
  const away = names.indexOf(fitting) - aimed;
  const count = Math.abs(away);
  const where = `${COUNTS[count] ?? count} ${count === 1 ? 'port' : 'ports'} ${away > 0 ? 'below' : 'above'}`;
  return `Drop it on ${titleOf(end.node!, specOf)} · ${fitting}, ${where}.`;
}

const COUNTS: readonly string[] = ['', 'one', 'two', 'three', 'four', 'five', 'six'];

function words(types: readonly PortType[], count: 'one' | 'many'): string {
  return types.map((type) => PORT_WORDS[type][count]).join(' or ');
}

/** What the user calls the node of an end. */
export function titleWords(end: End): string {
  return end.node?.title ?? end.spec?.title ?? end.name;
}

function portWords(end: End): string {
  return `${titleWords(end)} · ${end.name}`;
}

/** A refusal for another reason than what the ports carry. */
export function refusal(title: string, sentence: string): ConnectionRefusal {
  return { title, sentence, offered: '', needed: '' };
}
