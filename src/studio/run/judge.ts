import { chosenOf } from '#contract/modelsOf.ts';
import type { OperatorSpec, SpecOf } from '#contract/spec.ts';
import type { RunMode } from '#engine/engine.ts';
import { planPipeline } from '#engine/plan.ts';
import { planQueues } from '#engine/planQueues.ts';
import { type EndLatency, latencyBudget, type QueueOf } from '#pipeline/latency/latencyBudget.ts';
import type { Finding } from '#pipeline/lint/finding.ts';
import { isHere, type LintHome } from '#pipeline/lint/lintContext.ts';
import { lintPipeline } from '#pipeline/lint/lintPipeline.ts';
import type { NodeId, Pipeline } from '#pipeline/pipeline.ts';
import type { Problem } from '#pipeline/problem.ts';
import { wiringOf } from '#pipeline/wiring.ts';
import { findProblems } from '#pipeline/validate.ts';

/** What there is to say of a document before it runs. */
export interface Judgement {
  /** What keeps it, or a part of it, from running. */
  readonly problems: readonly Problem[];
  /** What will hardly work as meant, or could go better. */
  readonly findings: readonly Finding[];
  /** The queue an edge would have; undefined inside a task, where a hop is a call. */
  readonly queueOf: QueueOf;
  /** What the way to each sink holds back, as declared. */
  readonly latency: readonly EndLatency[];
  /** What nodes choose themselves where a param leaves that to them: values by param. */
  readonly chosen: ReadonlyMap<NodeId, Readonly<Record<string, string>>>;
}

/** The operators that there are. */
export interface Operators {
  readonly specs: readonly OperatorSpec[];
  readonly specOf: SpecOf;
  /** Where it would run; left out, everything is there. */
  readonly home?: LintHome;
}

/** Looks at a document as a run in that mode, on so many workers, would find it. */
export function judge(
  pipeline: Pipeline,
  { specs, specOf, home }: Operators,
  { mode, workers }: { readonly mode: RunMode; readonly workers: number },
): Judgement {
  const problems = findProblems(pipeline, specOf);
  // A document with edges that lead astray has no plan.
  const isSound = problems.every(({ where }) => where.startsWith('/nodes/'));
  const queueOf = isSound
    ? planQueues(planPipeline(pipeline, specOf, { mode, workers }))
    : () => undefined;
  const findings = lintPipeline({ pipeline, specs, specOf, mode, queueOf, ...(home && { home }) });
  const latency = latencyBudget({ pipeline, specOf, wiring: wiringOf(pipeline), queueOf });
  return { problems, findings, queueOf, latency, chosen: chosenIn(pipeline, specOf, home) };
}

function chosenIn(
  pipeline: Pipeline,
  specOf: SpecOf,
  home: LintHome | undefined,
): Judgement['chosen'] {
  const here = home ? isHere(home) : () => true;
  return new Map(
    pipeline.nodes.flatMap(({ id, operator, params }) => {
      const spec = specOf(operator);
      return spec?.chooses ? [[id, chosenOf(spec, params, here)] as const] : [];
    }),
  );
}
