import type { SpecOf } from '#contract/spec.ts';
import { isLinkable } from '#stream/caps.ts';
import { undrivableWords } from './drivenWords.ts';
import { connect } from './edges.ts';
import { inferCaps } from './inferCaps.ts';
import { findPath } from './loops.ts';
import {
  type Edge,
  edgeId,
  findNode,
  type Pipeline,
  type PipelineNode,
  type PortRef,
  splitPortRef,
} from './pipeline.ts';
import { portOf, takesLoopback, titleOf } from './ports.ts';
import {
  conflictRefusal,
  type ConnectionRefusal,
  type End,
  endOf,
  type NodeOf,
  portsProblem,
  refusal,
  titleWords,
} from './refusals.ts';

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
  const ends = endsOf(pipeline, from, to, specOf);
  return staticProblem(ends, pipeline, specOf) ?? flowProblem(pipeline, ends, specOf);
}

/** True if there is no such reason. Quicker where the answer is no, since no words are looked for. */
export function canConnect(
  pipeline: Pipeline,
  from: PortRef,
  to: PortRef,
  specOf: SpecOf,
): boolean {
  const ends = endsOf(pipeline, from, to, specOf);
  return !staticProblem(ends, pipeline, specOf) && !flowsAgainst(pipeline, ends, specOf);
}

interface Ends {
  readonly start: End;
  readonly end: End;
}

function endsOf(pipeline: Pipeline, from: PortRef, to: PortRef, specOf: SpecOf): Ends {
  const nodeOf: NodeOf = (id) => findNode(pipeline, id);
  return { start: endOf(nodeOf, from, 'out', specOf), end: endOf(nodeOf, to, 'in', specOf) };
}

/** What params don't change. */
function staticProblem(
  { start, end }: Ends,
  pipeline: Pipeline,
  specOf: SpecOf,
): ConnectionRefusal | undefined {
  if (!start.node || !end.node) return refusal('That node is gone', missingNode(start, end));
  return (
    sidesProblem(start, end) ??
    (end.port && takesLoopback(end.port)
      ? undefined
      : loopProblem(pipeline, start.node, end.node, specOf)) ??
    portsProblem(start, end, specOf)
  );
}

function flowsAgainst(pipeline: Pipeline, { start, end }: Ends, specOf: SpecOf): boolean {
  const { offered, accepted } = inferCaps(pipeline, specOf);
  return !isLinkable(offered(start.ref), accepted(end.ref));
}

/**
 * Why what flows can't, by all that is wired: at this edge, or further down where what it brings meets a
 * node that can't take it.
 */
function flowProblem(
  pipeline: Pipeline,
  ends: Ends,
  specOf: SpecOf,
): ConnectionRefusal | undefined {
  if (!flowsAgainst(pipeline, ends, specOf)) return undefined;
  const { start, end } = ends;
  const before = inferCaps(pipeline, specOf);
  const joined = connect(pipeline, start.ref, end.ref);
  const conflicts = capsConflicts(joined, specOf);
  const isNew = ({ edge }: EdgeConflict): boolean => !before.edges.get(edgeId(edge))?.conflict;
  const found =
    conflicts.find(({ edge }) => edge.from === start.ref && edge.to === end.ref) ??
    conflicts.find(isNew);
  return found?.refusal;
}

/** An edge that can't carry what comes. */
export interface EdgeConflict {
  readonly edge: Edge;
  readonly refusal: ConnectionRefusal;
}

/** Every edge of a pipeline that can't carry what comes, by all that is wired, in the order of the document. */
export function capsConflicts(pipeline: Pipeline, specOf: SpecOf): readonly EdgeConflict[] {
  const { edges } = inferCaps(pipeline, specOf);
  const nodeOf: NodeOf = (id) => findNode(pipeline, id);
  return pipeline.edges.flatMap((edge) => {
    const conflict = edges.get(edgeId(edge))?.conflict;
    if (!conflict) return [];
    const start = endOf(nodeOf, edge.from, 'out', specOf);
    const end = endOf(nodeOf, edge.to, 'in', specOf);
    return [{ edge, refusal: conflictRefusal(conflict, start, end) }];
  });
}

/** Why chunks of `from` can't enter `to`, if both are known ports; says nothing about loops. */
export function portsRefusal(
  nodeOf: NodeOf,
  from: PortRef,
  to: PortRef,
  specOf: SpecOf,
): ConnectionRefusal | undefined {
  return portsProblem(endOf(nodeOf, from, 'out', specOf), endOf(nodeOf, to, 'in', specOf), specOf);
}

function missingNode(start: End, end: End): string {
  const gone = splitPortRef((start.node ? end : start).ref).node;
  return `The pipeline has no node '${gone}'.`;
}

function sidesProblem(start: End, end: End): ConnectionRefusal | undefined {
  if (end.spec && !end.port) {
    const undrivable = undrivableWords(end.spec, end.name, titleWords(end));
    if (undrivable) return refusal("That param can't be driven", undrivable);
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
