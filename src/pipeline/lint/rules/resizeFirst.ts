import { mainTypeOf } from '#contract/spec.ts';
import { carried } from '#pipeline/lint/carried.ts';
import type { KnownNode, LintContext, Rule } from '#pipeline/lint/lintContext.ts';
import {
  type Edge,
  type Pipeline,
  portRef,
  type PortRef,
  splitPortRef,
} from '#pipeline/pipeline.ts';

/** A shrinking node behind one that works pixel by pixel: the other way round is less work for the same picture. */
export const resizeFirst: Rule = (context) =>
  context.wiring.wires.flatMap(({ from, to, edge }) => {
    const [filter, sizer] = [context.at(from), context.at(to)];
    if (!filter || !sizer || filter.node.mode || sizer.node.mode) return [];
    if (!sizer.spec.converter || !isFilter(filter) || !isFilter(sizer)) return [];
    if (context.wiring.outOf(from).length !== 1 || context.wiring.into(to).length !== 1) return [];
    const source = sizeOf(context, edge.from);
    const target = sizeOf(context, portRef(to, Object.keys(sizer.spec.outputs)[0]!));
    const [enters] = context.wiring.into(from);
    if (!source || !target || !enters) return [];
    // A filter that makes pictures larger or smaller itself would do other work after the swap.
    const before = sizeOf(context, enters.edge.from);
    if (before?.width !== source.width || before.height !== source.height) return [];
    if (target.width * target.height * 2 > source.width * source.height) return [];
    return [
      {
        rule: 'resize-first',
        severity: 'hint' as const,
        node: sizer.node.id,
        title: 'Smaller first is faster',
        message: `${filter.title} works on all ${source.width} × ${source.height} pixels, and ${sizer.title} keeps ${target.width} × ${target.height} of them.`,
        fix: {
          title: `${sizer.title} first`,
          apply: (pipeline: Pipeline) => swap(pipeline, filter, sizer),
        },
      },
    ];
  });

/** One picture in, one out, each of its own. */
function isFilter({ spec }: KnownNode): boolean {
  const ports = [...Object.values(spec.inputs), ...Object.values(spec.outputs)];
  const single = Object.keys(spec.inputs).length === 1 && Object.keys(spec.outputs).length === 1;
  return single && spec.ratio === '1:1' && ports.every((port) => mainTypeOf(port) === 'video/raw');
}

/** The size of the pictures an output sends, if it is known. */
function sizeOf(context: LintContext, output: PortRef) {
  const [width, height] = ['width', 'height'].map((field) => carried(context, output, field));
  return typeof width === 'number' && typeof height === 'number' ? { width, height } : undefined;
}

/** `a → filter → sizer → b` becomes `a → sizer → filter → b`; places change too, so that the canvas reads on. */
function swap(pipeline: Pipeline, filter: KnownNode, sizer: KnownNode): Pipeline {
  const [f, s] = [filter.node.id, sizer.node.id];
  const port = (ports: object): string => Object.keys(ports)[0]!;
  const ends = {
    filterIn: portRef(f, port(filter.spec.inputs)),
    filterOut: portRef(f, port(filter.spec.outputs)),
    sizerIn: portRef(s, port(sizer.spec.inputs)),
    sizerOut: portRef(s, port(sizer.spec.outputs)),
  };
  const joined = pipeline.edges.some(
    ({ from, to }) => from === ends.filterOut && to === ends.sizerIn,
  );
  if (!joined) return pipeline;
  const edges = pipeline.edges.map((edge): Edge => {
    if (edge.to === ends.filterIn) return { ...edge, to: ends.sizerIn };
    if (edge.from === ends.filterOut) return { ...edge, from: ends.sizerOut, to: ends.filterIn };
    return splitPortRef(edge.from).node === s ? { ...edge, from: ends.filterOut } : edge;
  });
  const nodes = pipeline.nodes.map((node) => {
    if (node.id === f) return { ...node, at: sizer.node.at };
    return node.id === s ? { ...node, at: filter.node.at } : node;
  });
  return { ...pipeline, nodes, edges };
}
