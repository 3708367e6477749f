import { useServices } from '#studio/services.ts';
import { useDocument } from '#studio/store/documentStore.ts';
import { useRuntime } from '#studio/store/runtimeStore.ts';
import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { type Issue, issuesOf } from './issues.ts';

/** What is wrong now; the same list while nothing of it changes, however often the engine reports. */
export function useIssues(): readonly Issue[] {
  const { specOf } = useServices();
  const pipeline = useDocument((state) => state.pipeline);
  const problems = useRuntime((state) => state.problems);
  const violations = useRuntime(useShallow(({ snapshot }) => snapshot?.violations ?? []));
  const faults = useRuntime(
    useShallow(({ snapshot }) =>
      Object.fromEntries(
        Object.entries(snapshot?.nodes ?? {}).flatMap(([id, { fault }]) =>
          fault ? [[id, fault]] : [],
        ),
      ),
    ),
  );
  return useMemo(
    () => issuesOf(pipeline, problems, faults, violations, specOf),
    [pipeline, problems, faults, violations, specOf],
  );
}
