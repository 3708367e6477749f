import type { Json } from '#base/json.ts';
import type { OverflowPolicy } from '#stream/queueSettings.ts';

declare const nodeIdBrand: unique symbol;

/** A readable slug such as `blur-2`: lower-case letters, digits and hyphens, at most 64. Fixed for the node's life. */
export type NodeId = string & { readonly [nodeIdBrand]: 'NodeId' };

/** One end of an edge, `node.port`. */
export type PortRef = `${string}.${string}`;

/** A whole edge as text, `from→to`: unique, since an input takes one edge. */
export type EdgeId = `${PortRef}→${PortRef}`;

/** What the document says of an edge's queue; what is left out has the engine's default. */
export interface EdgeQueue {
  readonly overflow?: OverflowPolicy;
  readonly capacity?: number;
  readonly bytes?: number;
  readonly seconds?: number;
  readonly leastChunks?: number;
  readonly leastSeconds?: number;
  readonly flushOnEnd?: boolean;
}

/** A connection from an output to an input. */
export interface Edge {
  readonly from: PortRef;
  readonly to: PortRef;
  /** True where it leads back: the one kind of edge that may close a loop. */
  readonly loopback?: true;
  readonly queue?: EdgeQueue;
}

/** One placed operator. */
export interface PipelineNode {
  readonly id: NodeId;
  readonly operator: string;
  readonly operatorVersion: number;
  /** What the user calls it; the operator's title if absent. */
  readonly title?: string;
  /** Top left corner on the canvas, whole pixels. */
  readonly at: readonly [x: number, y: number];
  /** `muted` sends nothing; `bypassed` passes its first fitting input on. */
  readonly mode?: 'muted' | 'bypassed';
  /** True if only header and ports are drawn. */
  readonly collapsed?: true;
  readonly params: Readonly<Record<string, Json>>;
}

/** The saved document. It holds no run state. */
export interface Pipeline {
  readonly format: 'millrace.pipeline';
  readonly version: 1;
  readonly name: string;
  readonly nodes: readonly PipelineNode[];
  readonly edges: readonly Edge[];
}

/** A document without nodes. */
export const emptyPipeline: Pipeline = {
  format: 'millrace.pipeline',
  version: 1,
  name: 'Untitled',
  nodes: [],
  edges: [],
};

/** Puts a port's address together. */
export function portRef(node: NodeId, port: string): PortRef {
  return `${node}.${port}`;
}

/** Takes a port's address apart. */
export function splitPortRef(ref: PortRef): { readonly node: NodeId; readonly port: string } {
  const dot = ref.indexOf('.');
  return { node: ref.slice(0, dot) as NodeId, port: ref.slice(dot + 1) };
}

/** The name of an edge. */
export function edgeId(edge: Pick<Edge, 'from' | 'to'>): EdgeId {
  return `${edge.from}→${edge.to}`;
}

/** The node of that id, if the pipeline has it. */
export function findNode(pipeline: Pipeline, id: NodeId): PipelineNode | undefined {
  return pipeline.nodes.find((node) => node.id === id);
}
