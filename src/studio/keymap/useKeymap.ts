import { canvasCommands } from '#studio/canvas/canvasCommands.ts';
import { useDocumentActions } from '#studio/document/documentActions.ts';
import { nextIssue, showIssue } from '#studio/drawer/showIssue.ts';
import { useIssues } from '#studio/drawer/useIssues.ts';
import { useRunActions } from '#studio/run/runActions.ts';
import { useEffect, useMemo, useRef } from 'react';
import { bindKeys } from './bindKeys.ts';
import type { Command } from './command.ts';
import { studioCommands } from './keymap.ts';

/** Binds every command to its keys while mounted. Returns them all, for the sheet. */
export function useKeymap(): readonly Command[] {
  const run = useRunActions();
  const documents = useDocumentActions();
  const current = useIssues();
  const issues = useRef(current);
  issues.current = current;
  const commands = useMemo(() => {
    const nextError = (): void => {
      const issue = nextIssue(issues.current);
      if (issue) showIssue(issue);
    };
    return [...studioCommands({ run, documents, nextError }), ...canvasCommands];
  }, [run, documents]);
  useEffect(() => bindKeys(commands), [commands]);
  return commands;
}
