import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Records picture and sound into a WebM file. */
export const spec = defineSpec({
  id: 'io/recorder',
  title: 'Recorder',
  doc: 'Records picture, sound or both into a WebM file, which is offered as a download when the run ends. With both wired, it begins when both have begun.',
  category: 'sinks',
  glyph:
    'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11M8 5.8a2.2 2.2 0 1 1 0 4.4a2.2 2.2 0 1 1 0-4.4',
  keywords: [
    'record',
    'save',
    'export',
    'webm',
    'video',
    'encode',
    'vp8',
    'vp9',
    'opus',
    'download',
    'file',
  ],
  inputs: {
    video: {
      type: 'video/raw',
      doc: 'The picture; its size may not change while it is recorded.',
      arrival: 'any',
      optional: true,
    },
    audio: {
      type: 'audio/pcm',
      doc: 'The sound; its rate and channels may not change while it is recorded.',
      arrival: 'any',
      optional: true,
    },
  },
  outputs: {},
  params: z.strictObject({
    name: z.string().min(1).max(100).default('recording').meta({
      title: 'File name',
      description: 'Name of the file; “.webm” is added.',
    }),
    videoBitrate: z.number().min(0.1).max(50).default(4).meta({
      title: 'Video bitrate',
      description: 'Size against quality of the picture, on average.',
      unit: 'Mbit/s',
      step: 0.1,
      scale: 'log',
    }),
    codec: z
      .enum(['auto', 'vp8', 'vp9'])
      .default('auto')
      .meta({
        title: 'Codec',
        description:
          'How the picture is encoded. Automatic takes VP9, smaller and faster, where the browser has it; old players may want VP8.',
        labels: { auto: 'Automatic', vp8: 'VP8', vp9: 'VP9' },
      }),
  }),
  inline: ['name'],
  requires: ['save'],
  // Encoders differ between browsers and machines.
  determinism: 'external',
  privacy: 'stores',
});
