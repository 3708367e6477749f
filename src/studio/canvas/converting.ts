import { paramFields } from '#contract/paramFields.ts';
import {
  type Converter,
  findConverters,
  insertConverter,
  OFFER_STEP,
  stepsOf,
} from '#pipeline/converters.ts';
import {
  type EdgeId,
  findNode,
  type Pipeline,
  portRef,
  type PortRef,
  splitPortRef,
} from '#pipeline/pipeline.ts';
import { formatParam } from '#studio/format.ts';
import { nodeArea } from '#studio/node/nodeGeometry.ts';
import type { Operators } from '#studio/run/judge.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { uiStore } from '#studio/store/uiStore.ts';
import type { PortEnd } from './canvasStore.ts';
import { clearPlace, snap } from './places.ts';
import { areaSeen, type CanvasView } from './view.ts';
import { without } from './wiring.ts';

/** What could be put between two ends of a wire that can't be, whichever it was started from. */
export function offersBetween(
  pipeline: Pipeline,
  a: PortEnd,
  b: PortEnd,
  { specs, specOf }: Operators,
): readonly Converter[] {
  if (a.side === b.side || a.node === b.node) return [];
  return findConverters({ pipeline, ...refsOf(a, b), specs, specOf });
}

/** The output and the input of a wire. */
export function refsOf(a: PortEnd, b: PortEnd): { readonly from: PortRef; readonly to: PortRef } {
  const [output, input] = a.side === 'out' ? [a, b] : [b, a];
  return { from: portRef(output.node, output.port), to: portRef(input.node, input.port) };
}

/** Puts a converter, or two in a row, between two ports as one undo step: midway, clear of the other nodes, and selected. */
export function insertBetween(
  view: CanvasView,
  { from, to }: { readonly from: PortRef; readonly to: PortRef },
  converter: Converter,
  held?: EdgeId,
): void {
  documentStore.getState().edit((before) => {
    const pipeline = without(before, held);
    const at = placeBetween(view, pipeline, { from, to }, converter);
    return insertConverter({ pipeline, from, to }, converter, at);
  });
  const added = documentStore.getState().pipeline.nodes.slice(-stepsOf(converter).length);
  uiStore.getState().select(added.map(({ id }) => id));
}

/** What a converter is set to, if that is not its default: `Width 224 px, Height 224 px`. */
export function settingWords(converter: Converter): string {
  return stepsOf(converter)
    .flatMap(({ spec, params, set }) =>
      paramFields(spec)
        .filter(({ name }) => set.includes(name))
        .map((field) => `${field.meta.title} ${formatParam(params[field.name], field)}`),
    )
    .join(', ');
}

function placeBetween(
  view: CanvasView,
  pipeline: Pipeline,
  { from, to }: { readonly from: PortRef; readonly to: PortRef },
  converter: Converter,
): readonly [x: number, y: number] {
  const { specOf } = view.services;
  const areas = pipeline.nodes.map(({ at: [x, y], operator }) => ({
    x,
    y,
    ...nodeArea(specOf(operator)),
  }));
  const areaOf = (ref: PortRef): (typeof areas)[number] =>
    areas[pipeline.nodes.indexOf(findNode(pipeline, splitPortRef(ref).node)!)]!;
  const [before, after] = [areaOf(from), areaOf(to)];
  const steps = stepsOf(converter);
  const sizes = steps.map(({ spec }) => nodeArea(spec));
  const size = {
    width: OFFER_STEP * (steps.length - 1) + sizes.at(-1)!.width,
    height: Math.max(...sizes.map(({ height }) => height)),
  };
  const x = (before.x + before.width + after.x - size.width) / 2;
  const y = (before.y + after.y) / 2;
  return snap(clearPlace({ x, y, ...size }, areas, areaSeen(view)) ?? { x, y });
}
