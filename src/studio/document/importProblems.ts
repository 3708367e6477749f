import type { Problem } from '#pipeline/problem.ts';
import { create } from 'zustand';

/** What kept the last text from being opened. */
export interface RefusedImport {
  /** Name of the file, or where else it came from. */
  readonly from: string;
  readonly problems: readonly Problem[];
}

/** Set while the dialog that lists the problems is open. */
export const useRefusedImport = create<{ readonly refused: RefusedImport | undefined }>()(() => ({
  refused: undefined,
}));
