import { defineSpec } from '#contract/spec.ts';
import type { Micros } from '#stream/micros.ts';
import { z } from 'zod';

/** Whether somebody speaks. */
export const spec = defineSpec({
  id: 'speech/voice-activity',
  title: 'Voice activity',
  doc: 'Says whether somebody speaks, whatever the noise around, on this machine. It was taught on voices of many languages; it does not know what is said.',
  category: 'audio',
  glyph: 'M2 8h1.5l1-3 1.5 6 1.5-8 1.5 8 1-3H11 M12.5 4.5h1.5v7h-1.5 M3.5 4.5H2v7h1.5',
  keywords: ['vad', 'voice', 'speech', 'silence', 'talking', 'silero', 'endpoint', 'gate'],
  inputs: {
    audio: { type: 'audio/pcm', doc: 'Sound at any rate. Channels are mixed to mono.' },
  },
  outputs: {
    speaking: {
      type: 'value/number',
      doc: '1 while somebody speaks, short pauses included, else 0; every 32 ms.',
    },
    probability: {
      type: 'value/number',
      doc: 'How likely it is that somebody speaks, 0 to 1; every 32 ms.',
    },
    segments: {
      type: 'text/transcript',
      doc: 'Each stretch of speech as one word with its beginning and end, final when it has ended.',
    },
  },
  params: z.strictObject({
    threshold: z.number().min(0.05).max(0.95).default(0.5).meta({
      title: 'Threshold',
      description: 'How likely speech must be to begin. It goes on until it is 0.15 less likely.',
      unit: 'of 1',
      step: 0.01,
    }),
    hangOver: z.int().min(0).max(3000).default(300).meta({
      title: 'Pause',
      description: 'Shorter pauses are part of the speech.',
      unit: 'ms',
      step: 10,
    }),
    shortest: z.int().min(0).max(2000).default(100).meta({
      title: 'Shortest',
      description: 'Shorter sounds are no speech: a cough, a click.',
      unit: 'ms',
      step: 10,
    }),
  }),
  inline: ['threshold', 'hangOver'],
  requires: ['model'],
  models: ['silero-vad', 'onnxruntime'],
  bounds: 'self',
  heavy: true,
  latency: { min: 0 as Micros, max: 32_000 as Micros },
});
