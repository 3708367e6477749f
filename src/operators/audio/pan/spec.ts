import { passes } from '#contract/capsWay.ts';
import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Left or right. */
export const spec = defineSpec({
  id: 'audio/pan',
  title: 'Pan',
  doc: 'Moves sound to the left or right at the same loudness. Mono becomes stereo; more than two channels are mixed to mono first.',
  category: 'audio',
  glyph: 'M8 2v12 M4.5 5 1.5 8l3 3 M11.5 5l3 3-3 3',
  keywords: ['panorama', 'stereo', 'balance', 'position', 'left', 'right'],
  inputs: { audio: { type: 'audio/pcm', doc: 'The sound to move.' } },
  outputs: { audio: { type: 'audio/pcm', doc: 'The sound in stereo.', caps: { channels: 2 } } },
  caps: () => [{ same: [passes('audio', 'audio', 'channels')] }],
  params: z.strictObject({
    position: z.number().min(-100).max(100).default(0).meta({
      title: 'Position',
      description: 'From −100, which is left alone, over the middle to 100, right alone.',
      unit: '%',
      step: 1,
    }),
  }),
  inline: ['position'],
  ratio: '1:1',
});
