import {
  isSink,
  isSource,
  mainTypeOf,
  type OperatorSpec,
  type PreviewView,
  type SpecOf,
  typesOf,
} from '#contract/spec.ts';
import type { TapAddress } from '#engine/engine.ts';
import { findNode, type Pipeline, type PipelineNode, splitPortRef } from '#pipeline/pipeline.ts';
import { portAt, portOf } from '#pipeline/ports.ts';
import type { PortType } from '#stream/payload.ts';

/** Which streams a node's preview looks at. */
export interface PreviewTaps {
  readonly main: TapAddress;
  readonly type: PortType;
  /** Unit of the numbers; empty if they have none. */
  readonly unit: string;
  /** How the stream is drawn, where that is not as usual. */
  readonly view?: PreviewView;
  /** The pictures that boxes are drawn over. */
  readonly background?: TapAddress;
}

/**
 * What a node shows: its first output, or what enters a sink; boxes lie over the pictures they were
 * found in. A source whose first output is silent, such as a file without pictures, shows the first of
 * those that are `flowing`. Undefined while nothing is connected to look at, and for an unknown operator.
 */
export function previewTaps(
  pipeline: Pipeline,
  node: PipelineNode,
  specOf: SpecOf,
  flowing: (port: string) => boolean = () => false,
): PreviewTaps | undefined {
  const spec = specOf(node.operator);
  if (!spec) return undefined;
  if (isSink(spec)) return sinkTaps(pipeline, node, spec, specOf);
  const outputs = Object.entries(spec.outputs);
  const [port, output] =
    (isSource(spec) ? outputs.find(([name]) => flowing(name)) : undefined) ?? outputs[0]!;
  const type = mainTypeOf(output);
  const pictures = type === 'vision/detections' ? pictureInput(node, spec) : undefined;
  return {
    main: { node: node.id, side: 'out', port },
    type,
    unit: unitOf(output.caps?.['unit']),
    ...(spec.preview?.view && { view: spec.preview.view }),
    ...(pictures && { background: pictures }),
  };
}

function sinkTaps(
  pipeline: Pipeline,
  node: PipelineNode,
  spec: OperatorSpec,
  specOf: SpecOf,
): PreviewTaps | undefined {
  for (const port of Object.keys(spec.inputs)) {
    const edge = pipeline.edges.find(({ to }) => to === `${node.id}.${port}`);
    const output = edge && portAt(pipeline, edge.from, 'out', specOf);
    if (!edge || !output) continue;
    const input = portOf(spec, 'in', port)!;
    const type = typesOf(output).find((t) => typesOf(input).includes(t)) ?? mainTypeOf(output);
    const from = findNode(pipeline, splitPortRef(edge.from).node);
    const fromSpec = from && specOf(from.operator);
    const pictures =
      type === 'vision/detections' && fromSpec ? pictureInput(from, fromSpec) : undefined;
    return {
      main: { node: node.id, side: 'in', port },
      type,
      unit: unitOf(output.caps?.['unit']),
      ...(pictures && { background: pictures }),
    };
  }
  return undefined;
}

function pictureInput(node: PipelineNode, spec: OperatorSpec): TapAddress | undefined {
  const port = Object.keys(spec.inputs).find((name) =>
    typesOf(spec.inputs[name]!).includes('video/raw'),
  );
  return port === undefined ? undefined : { node: node.id, side: 'in', port };
}

function unitOf(caps: unknown): string {
  return typeof caps === 'string' ? caps : '';
}
