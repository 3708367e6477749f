import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

/** The camera of this machine. */
export const spec = defineSpec({
  id: 'io/webcam',
  title: 'Webcam',
  doc: 'Pictures from a camera. The browser asks before it opens one, and nothing leaves this machine.',
  category: 'sources',
  glyph:
    'M8 2.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9M8 5.4a1.6 1.6 0 1 1 0 3.2a1.6 1.6 0 1 1 0-3.2M4.5 14h7',
  keywords: ['camera', 'video', 'capture', 'live', 'device', 'usb'],
  inputs: {},
  outputs: {
    frame: {
      type: 'video/raw',
      doc: 'The picture as the camera gives it, never mirrored.',
      caps: { format: ['I420', 'RGBA'] },
    },
  },
  caps: ({ width, height, frameRate }) => [
    // The nearest that the camera has may be another size; chunks are checked where a size matters.
    { out: { frame: { width, height, frameRate: { min: 0, max: frameRate } } } },
  ],
  params: z.strictObject({
    device: z.string().max(200).default('').meta({
      title: 'Camera',
      description: 'Which camera; empty for the one the browser prefers.',
      control: 'camera',
    }),
    width: z.int().min(160).max(3840).default(640).meta({
      title: 'Width',
      description: 'Wished width; the camera gives the nearest it has.',
      unit: 'px',
      step: 16,
    }),
    height: z.int().min(120).max(2160).default(480).meta({
      title: 'Height',
      description: 'Wished height; the camera gives the nearest it has.',
      unit: 'px',
      step: 8,
    }),
    frameRate: z.number().min(1).max(120).default(30).meta({
      title: 'Frame rate',
      description: 'Wished frames a second; in poor light many cameras give fewer.',
      unit: 'fps',
      step: 1,
    }),
    mirror: z.boolean().default(true).meta({
      title: 'Mirror',
      description:
        'Shows this node’s preview as a mirror does. Only the preview: the frames that leave the node are not mirrored.',
    }),
  }),
  inline: ['device', 'mirror'],
  requires: ['camera'],
  determinism: 'external',
  live: true,
});
