import { assert } from '#base/assert.ts';
import type { CreateSampler } from '#previews/sampler.ts';
import type { Transcript } from '#stream/payload.ts';

/** Utterances a sample carries at most; older ones are left out. */
const MOST = 8;

/** Collects the newest of each utterance that passed since the last sample. */
export const createTranscriptSampler: CreateSampler = () => {
  const newest = new Map<number, Transcript>();
  return {
    see(payload) {
      assert(
        typeof payload === 'object' && payload.kind === 'transcript',
        'A transcript preview is made of transcripts only.',
      );
      newest.set(payload.id, payload);
      if (newest.size > MOST) newest.delete(Math.min(...newest.keys()));
    },
    sample() {
      const items = [...newest.values()];
      newest.clear();
      return { kind: 'transcript', items };
    },
  };
};
