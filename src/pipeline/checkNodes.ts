import type { SpecOf } from '#contract/spec.ts';
import { checkParams } from './checkParams.ts';
import { errorAt } from './errorAt.ts';
import { freshId } from './newNode.ts';
import type { PipelineNode } from './pipeline.ts';
import type { Problem } from './problem.ts';

/**
 * What is wrong with single nodes: ids that are taken, operators of another version, params. A node of
 * an unknown operator gets a problem of `unknown` severity and is not looked into.
 */
export function checkNodes(
  nodes: ReadonlyMap<number, PipelineNode>,
  specOf: SpecOf,
  unknown: Problem['severity'],
): Problem[] {
  const taken = new Set<string>();
  return [...nodes].flatMap(([index, node]) => [
    ...checkId(node, index, taken),
    ...checkOperator(node, index, specOf, unknown),
  ]);
}

function checkId(node: PipelineNode, index: number, taken: Set<string>): Problem[] {
  const isTaken = taken.has(node.id);
  taken.add(node.id);
  if (!isTaken) return [];
  const message = `More than one node has the id '${node.id}'.`;
  const fix = `Use another one, such as '${freshId(taken, node.id)}'.`;
  return [errorAt(['nodes', index, 'id'], message, fix)];
}

function checkOperator(
  node: PipelineNode,
  index: number,
  specOf: SpecOf,
  unknown: Problem['severity'],
): Problem[] {
  const spec = specOf(node.operator);
  if (!spec) {
    const message = `No operator is named '${node.operator}': node '${node.id}' is kept as it is, and can't run.`;
    return [{ ...errorAt(['nodes', index, 'operator'], message), severity: unknown }];
  }
  if (node.operatorVersion !== spec.version) {
    const message = `Node '${node.id}' has version ${node.operatorVersion} of '${spec.id}'; this Millrace has version ${spec.version}.`;
    return [errorAt(['nodes', index, 'operatorVersion'], message)];
  }
  const subject = { path: ['nodes', index, 'params'], words: `node '${node.id}'` };
  return checkParams(spec, node.params, subject);
}
