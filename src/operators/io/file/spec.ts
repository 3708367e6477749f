import { fileParam } from '#contract/params.ts';
import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** A video or audio file, decoded here. */
export const spec = defineSpec({
  id: 'io/file',
  title: 'Video or audio file',
  doc: 'Plays a video or audio file: MP4, MOV, WebM, MKV, MP3, WAV, Ogg, FLAC or AAC. The file stays in this browser.',
  category: 'sources',
  glyph: 'M4 2.5h5l3 3v8H4zM9 2.5v3h3M6.9 8l3 1.8l-3 1.8z',
  keywords: [
    'movie',
    'clip',
    'sound',
    'mp4',
    'mov',
    'webm',
    'mkv',
    'mp3',
    'wav',
    'ogg',
    'flac',
    'open',
    'play',
  ],
  inputs: {},
  outputs: {
    frame: {
      type: 'video/raw',
      doc: 'The picture, upright; nothing where the file has none.',
      caps: { format: ['I420', 'RGBA'] },
    },
    audio: {
      type: 'audio/pcm',
      doc: 'The sound at the file’s own rate; nothing where the file has none.',
    },
  },
  params: z.strictObject({
    file: fileParam.default({}).meta({
      title: 'File',
      description: 'What to play.',
      control: 'file',
      accept: 'video/*,audio/*',
    }),
    speed: z.number().min(0.1).max(16).default(1).meta({
      title: 'Speed',
      description:
        'How fast it is played; timestamps stay those of the file. A batch run always goes as fast as it can.',
      unit: '×',
      step: 0.1,
      scale: 'log',
    }),
    loop: z.boolean().default(false).meta({
      title: 'Loop',
      description: 'Begins again at the end, with timestamps that go on. A batch run plays once.',
    }),
    start: z.number().min(0).max(86_400).default(0).meta({
      title: 'Start',
      description: 'Where in the file to begin; this moment becomes time 0.',
      unit: 's',
      step: 0.1,
    }),
  }),
  inline: ['file', 'loop'],
  requires: ['file'],
});
