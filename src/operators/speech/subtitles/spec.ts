import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** Writes what was said into a subtitle file. */
export const spec = defineSpec({
  id: 'speech/subtitles',
  title: 'Subtitles',
  doc: 'Writes final words into a subtitle file that players show beside a video. The file is offered as a download when the run ends.',
  category: 'sinks',
  glyph: 'M2 3.5h12v9H2zM4.5 9.8h3M9.5 9.8h2M4.5 7.2h1.5M8 7.2h3.5',
  keywords: [
    'srt',
    'vtt',
    'webvtt',
    'captions',
    'subtitle',
    'save',
    'export',
    'text',
    'transcript',
  ],
  inputs: {
    transcript: {
      type: 'text/transcript',
      doc: 'What was said. Words that may still change are passed over.',
    },
  },
  outputs: {},
  params: z.strictObject({
    name: z.string().min(1).max(100).default('subtitles').meta({
      title: 'File name',
      description: 'Name of the file; its ending is added.',
    }),
    format: z
      .enum(['srt', 'vtt'])
      .default('srt')
      .meta({
        title: 'Format',
        description: 'SRT is read by nearly every player, WebVTT by browsers.',
        labels: { srt: 'SRT', vtt: 'WebVTT' },
      }),
    length: z.int().min(20).max(120).default(42).meta({
      title: 'Line length',
      description: 'No line is longer, unless one word is. Two lines are shown at a time.',
      unit: 'characters',
      step: 1,
    }),
  }),
  inline: ['name', 'format'],
  requires: ['save'],
  privacy: 'stores',
});
