import { paramFields } from '#contract/paramFields.ts';
import { mainTypeOf, type OperatorSpec, type SpecOf } from '#contract/spec.ts';
import { inferCaps } from '#pipeline/inferCaps.ts';
import { findNode, type NodeId, type Pipeline } from '#pipeline/pipeline.ts';
import { portOf } from '#pipeline/ports.ts';
import type { Wire, Wiring } from '#pipeline/wiring.ts';

/** Chunks a second where nothing says how many: a camera's frames, and sound in blocks of 10 ms. */
const USUAL = { 'audio/pcm': 100 } as const;
const USUAL_OTHERWISE = 30;

/** Units of a param that says how many chunks a second come. */
const RATE_UNITS: readonly (string | undefined)[] = ['fps', '/s'];

/**
 * Chunks a second on an edge, as far as the document tells: by the params of the nodes it comes through, each
 * of which may only make it less.
 */
export function declaredRate(
  pipeline: Pipeline,
  wire: Wire,
  { specOf, wiring }: { readonly specOf: SpecOf; readonly wiring: Wiring },
): number {
  const node = findNode(pipeline, wire.from);
  const spec = node && specOf(node.operator);
  const output = spec && portOf(spec, 'out', wire.output);
  if (!node || !spec || !output) return USUAL_OTHERWISE;
  const type = mainTypeOf(output);
  if (type === 'audio/pcm') return USUAL[type];
  const rates = wiring
    .above(wire.from)
    .flatMap((id): readonly number[] => rateOf(pipeline, id, specOf) ?? []);
  return Math.min(...(rates.length > 0 ? rates : [carriedRate(pipeline, wire, specOf)]));
}

/** The frame rate that comes, by the caps of all that is upstream; the usual one where that is open. */
function carriedRate(pipeline: Pipeline, { edge }: Wire, specOf: SpecOf): number {
  const caps = inferCaps(pipeline, specOf).offered(edge.from);
  const rate = caps === 'any' ? undefined : caps[0]?.fields['frameRate'];
  return typeof rate === 'number' && rate > 0 ? rate : USUAL_OTHERWISE;
}

/** What a node's own params say of the rate it sends at. */
export function rateParam(spec: OperatorSpec): string | undefined {
  return paramFields(spec).find(
    ({ kind, meta }) => kind === 'number' && RATE_UNITS.includes(meta.unit),
  )?.name;
}

function rateOf(pipeline: Pipeline, id: NodeId, specOf: SpecOf): readonly number[] | undefined {
  const node = findNode(pipeline, id);
  const spec = node && specOf(node.operator);
  const name = spec && rateParam(spec);
  const value = name === undefined ? undefined : node?.params[name];
  return typeof value === 'number' && value > 0 ? [value] : undefined;
}
