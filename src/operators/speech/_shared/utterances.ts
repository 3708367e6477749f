import type { Transcript } from '#stream/payload.ts';

/** What was said, as it is known now: each utterance in its newest form, in order. */
export interface Utterances {
  /** Takes in what is new: it replaces what was known of the same utterance. */
  revise(newer: Transcript): void;
  readonly all: readonly Transcript[];
}

/** Keeps the last `most` utterances. A number below the last one begins a new stream: what follows it is forgotten. */
export function createUtterances(most: number): Utterances {
  let all: readonly Transcript[] = [];
  return {
    revise(newer) {
      const before = all.filter(({ id }) => id < newer.id);
      all = [...before, newer].slice(-most);
    },
    get all() {
      return all;
    },
  };
}
