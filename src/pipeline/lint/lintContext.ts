import type { Capability, OperatorSpec, SpecOf } from '#contract/spec.ts';
import type { LatencyParts, QueueOf } from '#pipeline/latency/latencyBudget.ts';
import { findNode, type NodeId, type Pipeline, type PipelineNode } from '#pipeline/pipeline.ts';
import { isDrivenParam, titleOf } from '#pipeline/ports.ts';
import { type Wire, wiringOf } from '#pipeline/wiring.ts';
import type { Finding } from './finding.ts';

/** How a run would be paced. */
export type LintMode = 'live' | 'batch' | 'bounded';

/** What the home of a run has for nodes to ask for. Reasons go on from a node's name, and say what to do. */
export interface LintHome {
  /** Why a node can't have that here: `needs a camera, which …`; undefined if it can. */
  lacks(need: Capability, node: NodeId): string | undefined;
  /** Why a model can't be had here; undefined if it can. */
  lacksModel(model: string): string | undefined;
}

/** Whether a model can be had in that home. */
export function isHere(home: LintHome): (model: string) => boolean {
  return (model) => home.lacksModel(model) === undefined;
}

/** What a pipeline is judged by. */
export interface LintQuestion {
  readonly pipeline: Pipeline;
  /** Operators that a fix may add. */
  readonly specs: readonly OperatorSpec[];
  readonly specOf: SpecOf;
  readonly mode: LintMode;
  readonly queueOf: QueueOf;
  /** Where it would run; left out, everything is there. */
  readonly home?: LintHome;
}

/** A node whose operator is known. */
export interface KnownNode {
  readonly node: PipelineNode;
  readonly spec: OperatorSpec;
  /** Its name in quotes-free words, as the user sees it. */
  readonly title: string;
}

/** What every rule is given. */
export interface LintContext extends LintQuestion, LatencyParts {
  readonly nodes: readonly KnownNode[];
  at(id: NodeId): KnownNode | undefined;
  /** The known nodes without inputs that a node gets something from; itself if it is one. */
  sourcesOf(id: NodeId): readonly KnownNode[];
  /** Edges into inputs that are served together: those that wait for one another. */
  joined(id: NodeId): readonly Wire[];
}

/** Judges one thing. Pure; in the order of the document. */
export type Rule = (context: LintContext) => readonly Finding[];

/** Looks up once what the rules ask again and again. */
export function lintContext(question: LintQuestion): LintContext {
  const { pipeline, specOf } = question;
  const wiring = wiringOf(pipeline);
  const known = new Map<NodeId, KnownNode>();
  for (const node of pipeline.nodes) {
    const spec = specOf(node.operator);
    if (spec) known.set(node.id, { node, spec, title: titleOf(node, specOf) });
  }
  const isStream = ({ to, input }: Wire): boolean => {
    const spec = known.get(to)?.spec;
    return !spec || !isDrivenParam(spec, input);
  };
  // What sets a param is no part of what goes through its node.
  const edges = wiring.wires.filter(isStream).map(({ edge }) => edge);
  const streams = edges.length < wiring.wires.length ? wiringOf({ ...pipeline, edges }) : wiring;
  return {
    ...question,
    wiring,
    nodes: [...known.values()],
    at: (id) => known.get(id),
    sourcesOf: (id) =>
      streams.above(id).flatMap((above) => {
        const at = known.get(above);
        return at && Object.keys(at.spec.inputs).length === 0 ? [at] : [];
      }),
    joined(id) {
      const inputs = known.get(id)?.spec.inputs ?? {};
      const wires = wiring
        .into(id)
        .filter(({ input }) => inputs[input] && inputs[input].arrival !== 'any');
      return wires.length > 1 ? wires : [];
    },
  };
}

/** The name of a node that may not be known. */
export function nameOf({ pipeline, specOf }: LintContext, id: NodeId): string {
  const node = findNode(pipeline, id);
  return node ? titleOf(node, specOf) : id;
}
