import { defineSpec } from '#contract/spec.ts';
import { z } from 'zod';

const SIZE = ['width', 'height', 'frameRate'];

/** The same picture in other numbers. */
export const spec = defineSpec({
  id: 'video/convert',
  title: 'Pixel format',
  doc: 'Changes how the pixels of a picture are written: format, colour matrix and range. What is seen stays as it is.',
  category: 'video',
  glyph: 'M2.5 2.5h4v4h-4z M9.5 9.5h4v4h-4z M9 4.5h3.5V8 M7 11.5H3.5V8',
  keywords: [
    'format',
    'colour',
    'color',
    'rgba',
    'yuv',
    'i420',
    'gray8',
    'bt.709',
    'bt.601',
    'range',
    'convert',
  ],
  inputs: { frame: { type: 'video/raw', doc: 'Pictures of any format.' } },
  outputs: { frame: { type: 'video/raw', doc: 'The same pictures in this format.' } },
  caps: ({ format, matrix, range }) => {
    const isRgb = format === 'RGBA';
    const set = { format, ...(matrix !== 'auto' && { matrix }) };
    const kept = matrix === 'auto' ? ['width', 'height', 'frameRate', 'matrix'] : SIZE;
    const ends = ['in.frame', 'out.frame'] as const;
    const fromYuv = isRgb ? { range: 'full' } : range !== 'auto' && { range };
    const fromRgb = { range: isRgb ? 'full' : range === 'auto' ? 'limited' : range };
    return [
      {
        in: { frame: { format: ['I420', 'GRAY8'] } },
        out: { frame: { ...set, ...fromYuv } },
        same: [{ ports: ends, fields: fromYuv ? kept : [...kept, 'range'] }],
      },
      {
        in: { frame: { format: 'RGBA' } },
        out: { frame: { ...set, ...fromRgb } },
        // Out of RGB the matrix is that of the size.
        same: [{ ports: ends, fields: isRgb ? kept : SIZE }],
      },
    ];
  },
  converter: true,
  params: z.strictObject({
    format: z
      .enum(['I420', 'RGBA', 'GRAY8'])
      .default('RGBA')
      .meta({
        title: 'Format',
        description: 'YUV as cameras and files have it, red, green and blue, or brightness alone.',
        labels: { I420: 'YUV 4:2:0 (I420)', RGBA: 'RGB (RGBA)', GRAY8: 'Grey (GRAY8)' },
      }),
    matrix: z
      .enum(['auto', 'bt601', 'bt709'])
      .default('auto')
      .meta({
        title: 'Matrix',
        description:
          'How brightness and colour are told apart. Automatic keeps it; out of RGB it is BT.601 up to 576 lines and BT.709 above.',
        labels: { auto: 'Automatic', bt601: 'BT.601', bt709: 'BT.709' },
      }),
    range: z
      .enum(['auto', 'limited', 'full'])
      .default('auto')
      .meta({
        title: 'Range',
        description:
          'Black to white as 16 to 235, or 0 to 255. Automatic keeps it; out of RGB it is limited. RGB always has the full range.',
        labels: { auto: 'Automatic', limited: 'Limited', full: 'Full' },
      }),
  }),
  inline: ['format'],
  ratio: '1:1',
});
