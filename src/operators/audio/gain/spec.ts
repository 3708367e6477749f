import { passes } from '#contract/capsWay.ts';
import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Louder or quieter. */
export const spec = defineSpec({
  id: 'audio/gain',
  title: 'Gain',
  doc: 'Makes sound louder or quieter. Changes glide over 20 ms, so that they are not heard as clicks. Nothing is clipped here.',
  category: 'audio',
  glyph: 'M3.5 13.5v-3.5 M8 13.5V6.5 M12.5 13.5v-11',
  keywords: ['volume', 'amplify', 'attenuate', 'loudness', 'mute'],
  inputs: { audio: { type: 'audio/pcm', doc: 'The sound to change.' } },
  outputs: { audio: { type: 'audio/pcm', doc: 'The same sound at the new level.' } },
  caps: () => [{ same: [passes('audio', 'audio')] }],
  params: z.strictObject({
    gain: z.number().min(-60).max(24).default(0).meta({
      title: 'Gain',
      description: 'Change of level; 0 passes the sound on as it is.',
      unit: 'dB',
      step: 0.1,
    }),
    mute: z.boolean().default(false).meta({
      title: 'Silence',
      description: 'Sends silence in place of the sound.',
    }),
  }),
  inline: ['gain', 'mute'],
  ratio: '1:1',
});
