import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** The microphone of this machine. */
export const spec = defineSpec({
  id: 'io/microphone',
  title: 'Microphone',
  doc: 'Sound from a microphone, as it is: without echo cancelling, noise suppression or automatic gain. Nothing leaves this machine.',
  category: 'sources',
  glyph:
    'M8 2.2a2 2 0 0 1 2 2v3.3a2 2 0 0 1-4 0V4.2a2 2 0 0 1 2-2zM3.8 7.5a4.2 4.2 0 0 0 8.4 0M8 11.7v2.1M5.8 13.8h4.4',
  keywords: ['mic', 'sound', 'audio', 'voice', 'record', 'capture', 'live', 'device'],
  inputs: {},
  outputs: {
    audio: { type: 'audio/pcm', doc: 'Blocks of about 10 ms at the rate of the device.' },
  },
  params: z.strictObject({
    device: z.string().max(200).default('').meta({
      title: 'Microphone',
      description: 'Which microphone; empty for the one the browser prefers.',
      control: 'microphone',
    }),
  }),
  inline: ['device'],
  requires: ['microphone'],
  determinism: 'external',
  live: true,
});
