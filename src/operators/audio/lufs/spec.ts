import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** How loud sound is to people, as broadcasters measure it. */
export const spec = defineSpec({
  id: 'audio/lufs',
  title: 'Loudness',
  doc: 'Measures loudness in LUFS by EBU R128 and ITU-R BS.1770-4, ten times a second: momentary over 0.4 s, short-term over 3 s, integrated from the start without its pauses. Silence has −120.',
  category: 'audio',
  glyph: 'M2 6.5v3h2.5L8 12.5v-9L4.5 6.5z M10.5 5.5a3.5 3.5 0 0 1 0 5 M12.5 3.5a6.3 6.3 0 0 1 0 9',
  keywords: ['lufs', 'lkfs', 'ebu', 'r128', 'bs.1770', 'loudness', 'meter', 'broadcast'],
  inputs: {
    audio: {
      type: 'audio/pcm',
      doc: 'The sound to measure: mono, stereo, or up to 5.1 as left, right, centre, bass, two surrounds.',
    },
  },
  outputs: {
    momentary: {
      type: 'value/number',
      doc: 'Loudness of the latest 0.4 s, in LUFS.',
      caps: { unit: 'LUFS' },
    },
    shortTerm: {
      type: 'value/number',
      doc: 'Loudness of the latest 3 s, in LUFS.',
      caps: { unit: 'LUFS' },
    },
    integrated: {
      type: 'value/number',
      doc: 'Loudness of everything since the start, in LUFS, less what is quiet.',
      caps: { unit: 'LUFS' },
    },
  },
  converter: true,
  params: z.strictObject({}),
});
