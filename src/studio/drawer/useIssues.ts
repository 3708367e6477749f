import type { FaultNotice } from '#contract/fault.ts';
import type { RunSnapshot } from '#engine/snapshot.ts';
import type { NodeId } from '#pipeline/pipeline.ts';
import type { Operators } from '#studio/run/judge.ts';
import { useServices } from '#studio/services.ts';
import { documentStore, useDocument } from '#studio/store/documentStore.ts';
import { runtimeStore, useRuntime } from '#studio/store/runtimeStore.ts';
import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { type Issue, issuesOf } from './issues.ts';

/** What is wrong at this moment, for whoever is no component. */
export function currentIssues(operators: Operators): readonly Issue[] {
  const { problems, findings, snapshot } = runtimeStore.getState();
  const { pipeline } = documentStore.getState();
  const [faults, violations] = [faultsOf(snapshot), snapshot?.violations ?? []];
  return issuesOf(pipeline, { problems, findings, faults, violations }, operators);
}

/** What is wrong now; the same list while nothing of it changes, however often the engine reports. */
export function useIssues(): readonly Issue[] {
  const services = useServices();
  const pipeline = useDocument((state) => state.pipeline);
  const problems = useRuntime((state) => state.problems);
  const findings = useRuntime((state) => state.findings);
  const violations = useRuntime(useShallow(({ snapshot }) => snapshot?.violations ?? []));
  const faults = useRuntime(useShallow(({ snapshot }) => faultsOf(snapshot)));
  return useMemo(
    () => issuesOf(pipeline, { problems, findings, faults, violations }, services),
    [pipeline, problems, findings, faults, violations, services],
  );
}

function faultsOf(snapshot: RunSnapshot | undefined): Readonly<Record<NodeId, FaultNotice>> {
  return Object.fromEntries(
    Object.entries(snapshot?.nodes ?? {}).flatMap(([id, { fault }]) =>
      fault ? [[id, fault]] : [],
    ),
  );
}
