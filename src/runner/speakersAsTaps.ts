import { specOf } from '#catalog/catalog.ts';
import { removeNodes } from '#pipeline/nodes.ts';
import { findNode, type NodeId, type Pipeline } from '#pipeline/pipeline.ts';
import { resolve } from 'node:path';
import { addTap } from './addTap.ts';

/** Node and path each. */
export type Pairs = readonly (readonly [node: string, path: string])[];

/**
 * Node has no speakers: where a sink names one, what it would play is written instead, as WAV. The rest
 * of the sinks is handed back.
 */
export function speakersAsTaps(
  document: Pipeline,
  sinks: Pairs,
): { readonly pipeline: Pipeline; readonly sinks: Pairs } {
  const isSpeaker = (id: string): boolean => {
    const node = findNode(document, id as NodeId);
    return node !== undefined && specOf(node.operator)?.requires.includes('speaker') === true;
  };
  const named = sinks.filter(([id]) => isSpeaker(id));
  const pipeline = named.reduce((now, [id, path]) => {
    const [input] = Object.keys(specOf(findNode(now, id as NodeId)!.operator)!.inputs);
    return addTap(now, id as NodeId, input!, path === '-' ? path : resolve(path));
  }, document);
  return {
    pipeline: removeNodes(
      pipeline,
      named.map(([id]) => id as NodeId),
    ),
    sinks: sinks.filter(([id]) => !isSpeaker(id)),
  };
}
