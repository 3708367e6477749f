import type { RunMode } from '#engine/engine.ts';

/** What each mode is called and means. */
export const MODE_WORDS: Readonly<
  Record<RunMode, { readonly title: string; readonly doc: string }>
> = {
  live: {
    title: 'Live',
    doc: 'Paced by its sources. What is too much is dropped, the newest kept, and everything is counted.',
  },
  batch: {
    title: 'Batch',
    doc: 'As fast as it can, and nothing is dropped: the same result every time. Every source must end.',
  },
  bounded: {
    title: 'Bounded',
    doc: 'The rules of a live run at full speed, over sources that end: to test what a live run does.',
  },
};
