import { defineSpec } from '#contract/spec.ts';
import type { Micros } from '#stream/micros.ts';
import { z } from 'zod';

/** Sound that may wait in front of the device, in µs; the kernel holds back what is more. */
const MOST_WAITS = 250_000 as Micros;

/** The speakers of this machine. */
export const spec = defineSpec({
  id: 'io/speaker',
  title: 'Speaker',
  doc: 'Plays sound on this machine, at any rate. A gap in the stream is faded, never heard as a click. With a microphone in the same room, wear headphones.',
  category: 'sinks',
  glyph: 'M3 6.2h2.2L8.6 3.4v9.2L5.2 9.8H3z M10.8 6a3 3 0 0 1 0 4 M12.6 4.2a5.6 5.6 0 0 1 0 7.6',
  keywords: ['play', 'sound', 'output', 'listen', 'headphones', 'audio', 'monitor', 'volume'],
  inputs: { audio: { type: 'audio/pcm', doc: 'What to play: mono, stereo or 5.1.' } },
  outputs: {},
  params: z.strictObject({
    volume: z.number().min(0).max(100).default(80).meta({
      title: 'Volume',
      description: 'How loud it plays, in amplitude; 100 % changes nothing.',
      unit: '%',
      step: 1,
    }),
    mute: z.boolean().default(false).meta({
      title: 'Mute',
      description: 'Plays silence; the stream goes on.',
    }),
  }),
  inline: ['volume', 'mute'],
  // As much as it lets wait before the device, whose clock it keeps.
  synchronises: () => ({ delay: MOST_WAITS, byItself: true }),
  requires: ['speaker'],
  determinism: 'external',
});
