import { passes } from '#contract/capsWay.ts';
import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** The same sound on another number of channels. */
export const spec = defineSpec({
  id: 'audio/channels',
  title: 'Channels',
  doc: 'Mixes sound down to fewer channels, or spreads it over more: mono, stereo, four and 5.1 as loudspeakers stand, anything else channel by channel. Sound that has so many already passes as it is.',
  category: 'audio',
  glyph: 'M2 4h5l3 4h4 M2 12h5l3-4 M12 6l2 2l-2 2',
  keywords: ['mono', 'stereo', 'downmix', 'upmix', 'surround', '5.1', 'convert', 'mix'],
  inputs: { audio: { type: 'audio/pcm', doc: 'Sound on any number of channels.' } },
  outputs: { audio: { type: 'audio/pcm', doc: 'The same sound on so many channels.' } },
  caps: ({ channels }) => [
    { out: { audio: { channels } }, same: [passes('audio', 'audio', 'channels')] },
  ],
  converter: true,
  params: z.strictObject({
    channels: z.int().min(1).max(8).default(1).meta({
      title: 'Channels',
      description: 'How many come out: 1 is mono, 2 stereo, 6 is 5.1.',
      step: 1,
    }),
  }),
  inline: ['channels'],
});
