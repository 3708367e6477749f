import { canvasCommands } from '#studio/canvas/canvasCommands.ts';
import { useDocumentActions } from '#studio/document/documentActions.ts';
import { nextIssue, showIssue } from '#studio/drawer/showIssue.ts';
import { currentIssues } from '#studio/drawer/useIssues.ts';
import { useRunActions } from '#studio/run/runActions.ts';
import { useServices } from '#studio/services.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { uiStore } from '#studio/store/uiStore.ts';
import { useEffect, useMemo } from 'react';
import { bindKeys } from './bindKeys.ts';
import type { Command } from './command.ts';
import { studioCommands } from './keymap.ts';

/** Binds every command to its keys while mounted. Returns them all, for the sheet. */
export function useKeymap(): readonly Command[] {
  const services = useServices();
  const run = useRunActions();
  const documents = useDocumentActions();
  const commands = useMemo(() => {
    const nextError = (): void => {
      const issue = nextIssue(currentIssues(services));
      if (issue) showIssue(issue);
    };
    const mend = (): void => {
      const { selectedNodes, selectedEdges } = uiStore.getState();
      const issue = currentIssues(services).find(({ node, edge, fix }) => {
        return fix && ((node && selectedNodes.has(node)) || (edge && selectedEdges.has(edge)));
      });
      if (issue?.fix) documentStore.getState().edit((pipeline) => issue.fix!.apply(pipeline));
    };
    return [...studioCommands({ run, documents, nextError, mend }), ...canvasCommands];
  }, [run, documents, services]);
  useEffect(() => bindKeys(commands), [commands]);
  return commands;
}
