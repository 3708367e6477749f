import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** How fast music is. */
export const spec = defineSpec({
  id: 'audio/tempo',
  title: 'Tempo',
  doc: 'Finds the beats a minute of music, by how regularly its spectrum grows. Where a tempo and its double fit alike, the one nearer to 120 is taken. 0 where there is no beat.',
  category: 'audio',
  glyph: 'M5.5 2h5l3 12h-11z M8 10.5 12.5 3 M4 10.5h8',
  keywords: ['bpm', 'beat', 'rhythm', 'metronome', 'speed', 'pulse'],
  inputs: { audio: { type: 'audio/pcm', doc: 'The music. Channels are mixed to mono.' } },
  outputs: {
    tempo: { type: 'value/number', doc: 'Beats a minute, twice a second; 0 where there is none.' },
    confidence: { type: 'value/number', doc: 'How regular the beat is, 0 to 1.' },
  },
  params: z.strictObject({
    lowest: z.number().min(30).max(120).default(50).meta({
      title: 'Slowest',
      description: 'Slower beats are not looked for.',
      unit: '/min',
      step: 1,
    }),
    highest: z.number().min(120).max(300).default(210).meta({
      title: 'Fastest',
      description: 'Faster beats are not looked for.',
      unit: '/min',
      step: 1,
    }),
    memory: z.number().min(4).max(30).default(8).meta({
      title: 'Memory',
      description: 'How much music is looked at: more is surer, less follows a change faster.',
      unit: 's',
      step: 0.5,
    }),
  }),
  inline: ['lowest', 'highest'],
});
