import { FULL, rowsOf } from '#testing/filterFrame.ts';
import { makeFrame } from '#testing/payloads.ts';
import { expect, test } from 'vitest';
import { frameToRgba, lumaWeights, rgbaToI420, rgbToYuv, shownLevels, yuvToRgb } from './colour.ts';
import type { Colour } from './payload.ts';

const COLOURS: readonly Colour[] = (['bt601', 'bt709'] as const).flatMap((matrix) =>
  (['limited', 'full'] as const).map((range) => ({ matrix, range })),
);

type Triple = readonly [number, number, number];

const bytes = (packed: number): Triple => [packed & 255, (packed >> 8) & 255, packed >> 16];

/** ITU-R BT.601-7, 2.5.1 to 2.5.3, and BT.709-6, 3.2 to 3.4, in real numbers, forwards. */
function exactYuv([r, g, b]: Triple, { matrix, range }: Colour): Triple {
  const [kr, kg, kb] = matrix === 'bt601' ? [0.299, 0.587, 0.114] : [0.2126, 0.7152, 0.0722];
  const y = (kr * r + kg * g + kb * b) / 255;
  const cb = (b / 255 - y) / (2 * (1 - kb));
  const cr = (r / 255 - y) / (2 * (1 - kr));
  return range === 'full'
    ? [255 * y, 128 + 255 * cb, 128 + 255 * cr]
    : [16 + 219 * y, 128 + 224 * cb, 128 + 224 * cr];
}

/** The same equations solved for red, green and blue. */
function exactRgb([y, u, v]: Triple, { matrix, range }: Colour): Triple {
  const [kr, kg, kb] = matrix === 'bt601' ? [0.299, 0.587, 0.114] : [0.2126, 0.7152, 0.0722];
  const luma = range === 'full' ? y / 255 : (y - 16) / 219;
  const cb = (u - 128) / (range === 'full' ? 255 : 224);
  const cr = (v - 128) / (range === 'full' ? 255 : 224);
  const red = luma + 2 * (1 - kr) * cr;
  const blue = luma + 2 * (1 - kb) * cb;
  return [red * 255, ((luma - kr * red - kb * blue) / kg) * 255, blue * 255];
}

function worst(actual: Triple, exact: Triple): number {
  return Math.max(...actual.map((a, i) => Math.abs(a - Math.min(Math.max(exact[i]!, 0), 255))));
}

test.each(COLOURS)(
  'YUV becomes RGB within one level of the ITU equations ($matrix, $range)',
  (c) => {
    let error = 0;
    for (let y = 0; y < 256; y += 5) {
      for (let u = 0; u < 256; u += 15) {
        for (let v = 0; v < 256; v += 15) {
          error = Math.max(error, worst(bytes(yuvToRgb(y, u, v, c)), exactRgb([y, u, v], c)));
        }
      }
    }
    expect(error).toBeLessThan(1);
  },
);

test.each(COLOURS)(
  'RGB becomes YUV within one level of the ITU equations ($matrix, $range)',
  (c) => {
    let error = 0;
    for (let r = 0; r < 256; r += 15) {
      for (let g = 0; g < 256; g += 15) {
        for (let b = 0; b < 256; b += 15) {
          error = Math.max(error, worst(bytes(rgbToYuv(r, g, b, c)), exactYuv([r, g, b], c)));
        }
      }
    }
    expect(error).toBeLessThan(1);
  },
);

test.each(COLOURS)('greys have no chroma and come back exactly ($matrix, $range)', (c) => {
  for (let level = 0; level < 256; level++) {
    const [y, u, v] = bytes(rgbToYuv(level, level, level, c));
    expect([u, v]).toEqual([128, 128]);
    const back = bytes(yuvToRgb(y, u, v, c));
    expect(Math.abs(back[0] - level)).toBeLessThanOrEqual(c.range === 'full' ? 0 : 1);
    expect(back).toEqual([back[0], back[0], back[0]]);
  }
});

test('75 % colour bars have the levels that SMPTE EG 1 and RP 219 print, to one level', () => {
  const bars: readonly (readonly [Triple, Colour['matrix'], Triple])[] = [
    [[191, 191, 191], 'bt601', [180, 128, 128]],
    [[191, 191, 0], 'bt601', [162, 44, 142]],
    [[0, 191, 191], 'bt601', [131, 156, 44]],
    [[191, 191, 0], 'bt709', [168, 44, 136]],
    [[191, 0, 0], 'bt709', [51, 109, 212]],
  ];
  for (const [rgb, matrix, yuv] of bars) {
    expect(worst(bytes(rgbToYuv(...rgb, { matrix, range: 'limited' })), yuv)).toBeLessThanOrEqual(
      1,
    );
    expect(worst(bytes(yuvToRgb(...yuv, { matrix, range: 'limited' })), rgb)).toBeLessThanOrEqual(
      1,
    );
  }
});

test('luma weights sum to one, so that white stays white', () => {
  for (const matrix of ['bt601', 'bt709'] as const) {
    const { red, green, blue } = lumaWeights(matrix);
    expect(red + green + blue).toBe(65_536);
  }
});

test('limited-range levels are shown from black at 16 to white at 235', () => {
  const shown = shownLevels('limited');
  expect([shown[0], shown[16], shown[17], shown[126], shown[235], shown[255]]).toEqual([
    0, 0, 1, 128, 255, 255,
  ]);
  expect(shownLevels('full')[77]).toBe(77);
});

test('an odd I420 frame is painted with the chroma sample that covers each pixel', () => {
  const frame = makeFrame('I420', 3, 3, (p, x, y) => [120, 90 + 40 * x, 100 + 50 * y][p]!);
  const out = new Uint8Array(3 * 3 * 4);
  frameToRgba(frame, out);
  for (let y = 0; y < 3; y++) {
    for (let x = 0; x < 3; x++) {
      const at = (y * 3 + x) * 4;
      const [u, v] = [90 + 40 * (x >> 1), 100 + 50 * (y >> 1)];
      expect(Array.from(out.subarray(at, at + 3))).toEqual([
        ...bytes(yuvToRgb(120, u, v, frame.colour)),
      ]);
      expect(out[at + 3]).toBe(255);
    }
  }
});

test('grey frames are painted by their range and RGBA frames as they are', () => {
  const limited = makeFrame('GRAY8', 2, 1, (_, x) => [16, 235][x]!);
  const full = makeFrame('GRAY8', 2, 1, (_, x) => [16, 235][x]!, FULL);
  const rgba = makeFrame('RGBA', 2, 1, (_, x) => x * 30);
  const paint = (frame: typeof limited): number[] => {
    const out = new Uint8ClampedArray(8);
    frameToRgba(frame, out);
    return Array.from(out);
  };
  expect(paint(limited)).toEqual([0, 0, 0, 255, 255, 255, 255, 255]);
  expect(paint(full)).toEqual([16, 16, 16, 255, 235, 235, 235, 255]);
  expect(paint(rgba)).toEqual([0, 30, 60, 90, 120, 150, 180, 210]);
});

test('RGBA becomes I420 whose chroma is the mean of the pixels covered, also at odd borders', () => {
  const frame = makeFrame('RGBA', 3, 3, (_, x, y) => (x % 4 === 3 ? 255 : (x * 41 + y * 83) % 256));
  for (const colour of COLOURS) {
    const out = makeFrame('I420', 3, 3, () => 7, colour);
    rgbaToI420(frame, out);
    const pixel = (x: number, y: number): Triple =>
      [0, 1, 2].map((c) => frame.planes[0]![(y * 3 + x) * 4 + c]!) as unknown as Triple;
    for (let y = 0; y < 3; y++) {
      for (let x = 0; x < 3; x++) {
        const exact = exactYuv(pixel(x, y), colour)[0];
        expect(Math.abs(rowsOf(out)[y]![x]! - exact)).toBeLessThan(1);
      }
    }
    for (const [cx, cy] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ] as const) {
      const covered = [0, 1, 2, 3].map((i) => {
        const x = Math.min(cx * 2 + (i & 1), 2);
        const y = Math.min(cy * 2 + (i >> 1), 2);
        return exactYuv(pixel(x, y), colour);
      });
      for (const plane of [1, 2] as const) {
        const mean = covered.reduce((sum, yuv) => sum + yuv[plane] / 4, 0);
        const clamped = Math.min(Math.max(mean, 0), 255);
        expect(Math.abs(rowsOf(out, plane)[cy]![cx]! - clamped)).toBeLessThan(1);
      }
    }
  }
});
