/** How the samples of a decoded picture lie in memory, as WebCodecs names its pixel formats. */
export type PixelLayout =
  | {
      readonly kind: 'yuv';
      /** Luma samples per chroma sample, across and down. */
      readonly across: 1 | 2;
      readonly down: 1 | 2;
      /** Bits a sample; more than 8 lie in two bytes, low byte first. */
      readonly bits: 8 | 10 | 12;
      /** True if U and V alternate in one plane. */
      readonly interleaved: boolean;
    }
  | { readonly kind: 'rgb'; readonly blueFirst: boolean; readonly alpha: boolean };

const RGB = {
  RGBA: { kind: 'rgb', blueFirst: false, alpha: true },
  RGBX: { kind: 'rgb', blueFirst: false, alpha: false },
  BGRA: { kind: 'rgb', blueFirst: true, alpha: true },
  BGRX: { kind: 'rgb', blueFirst: true, alpha: false },
} as const satisfies Record<string, PixelLayout>;

const PLANAR = /^I(420|422|444)(A?)(?:P(10|12))?$/;

/** The layout of a WebCodecs pixel format; undefined for one that is not known. An alpha plane is left out. */
export function pixelLayout(format: string): PixelLayout | undefined {
  if (format in RGB) return RGB[format as keyof typeof RGB];
  if (format === 'NV12') return { kind: 'yuv', across: 2, down: 2, bits: 8, interleaved: true };
  const planar = PLANAR.exec(format);
  if (!planar) return undefined;
  return {
    kind: 'yuv',
    across: planar[1] === '444' ? 1 : 2,
    down: planar[1] === '420' ? 2 : 1,
    bits: planar[3] === '10' ? 10 : planar[3] === '12' ? 12 : 8,
    interleaved: false,
  };
}
