// AssemblyScript: the inner loops over pictures, 16 pixels at a time. `scripts/generate.mjs` compiles it into
// src/operators/video/_shared/pictureWasm.ts. Addresses and strides are in bytes. Nothing is allocated here.

/** The distance up to which a sampled Gaussian is summed. */
const TAPS: usize = 6;

/** Four neighbouring pixels of each of four rows `a` to `d`, as floats: pixel after pixel, a row in each lane. */
// @ts-ignore: decorator
@inline
function spread(pixels: v128, to: usize): void {
  const low = i16x8.extend_low_i8x16_u(pixels);
  const high = i16x8.extend_high_i8x16_u(pixels);
  v128.store(to, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(low)));
  v128.store(to, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(low)), 16);
  v128.store(to, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(high)), 32);
  v128.store(to, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(high)), 48);
}

/** Writes four rows of bytes as one line of vectors. Reads up to the next multiple of 16 pixels. */
function loadRows(a: usize, b: usize, c: usize, d: usize, to: usize, width: usize): void {
  for (let x: usize = 0; x < width; x += 16, to += 256) {
    const rowA = v128.load(a + x);
    const rowB = v128.load(b + x);
    const rowC = v128.load(c + x);
    const rowD = v128.load(d + x);
    const lowAB = v128.shuffle<u8>(rowA, rowB, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const lowCD = v128.shuffle<u8>(rowC, rowD, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const highAB = v128.shuffle<u8>(rowA, rowB, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    const highCD = v128.shuffle<u8>(rowC, rowD, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    spread(v128.shuffle<u16>(lowAB, lowCD, 0, 8, 1, 9, 2, 10, 3, 11), to);
    spread(v128.shuffle<u16>(lowAB, lowCD, 4, 12, 5, 13, 6, 14, 7, 15), to + 64);
    spread(v128.shuffle<u16>(highAB, highCD, 0, 8, 1, 9, 2, 10, 3, 11), to + 128);
    spread(v128.shuffle<u16>(highAB, highCD, 4, 12, 5, 13, 6, 14, 7, 15), to + 192);
  }
}

/** Four lanes of a line of vectors as four rows of floats. Writes up to the next multiple of 4. */
function storeRows(line: usize, a: usize, b: usize, c: usize, d: usize, width: usize, scale: f32): void {
  const factor = f32x4.splat(scale);
  for (let x: usize = 0; x < width << 2; x += 16, line += 64) {
    const p = f32x4.mul(v128.load(line), factor);
    const q = f32x4.mul(v128.load(line, 16), factor);
    const r = f32x4.mul(v128.load(line, 32), factor);
    const s = f32x4.mul(v128.load(line, 48), factor);
    const lowPQ = v128.shuffle<f32>(p, q, 0, 4, 1, 5);
    const lowRS = v128.shuffle<f32>(r, s, 0, 4, 1, 5);
    const highPQ = v128.shuffle<f32>(p, q, 2, 6, 3, 7);
    const highRS = v128.shuffle<f32>(r, s, 2, 6, 3, 7);
    // Where fewer than four rows are left, the last is written again.
    v128.store(a + x, v128.shuffle<i64>(lowPQ, lowRS, 0, 2));
    v128.store(b + x, v128.shuffle<i64>(lowPQ, lowRS, 1, 3));
    v128.store(c + x, v128.shuffle<i64>(highPQ, highRS, 0, 2));
    v128.store(d + x, v128.shuffle<i64>(highPQ, highRS, 1, 3));
  }
}

/** One extended box over a line of vectors in place: `2 radius + 1` of weight 1, and one of weight `edge` at either end. */
function box(line: usize, length: usize, radius: usize, edge: f32): void {
  const span: usize = (radius + 1) << 5;
  let sum = f32x4.splat(0);
  for (let at: usize = 16; at < span; at += 16) sum = f32x4.add(sum, v128.load(line + at));
  const weight = f32x4.splat(edge);
  let first = v128.load(line);
  const end = line + (length << 4);
  for (; line < end; line += 16) {
    const last = v128.load(line + span);
    v128.store(line, f32x4.add(sum, f32x4.mul(weight, f32x4.add(first, last))));
    first = v128.load(line, 16);
    sum = f32x4.add(sum, f32x4.sub(last, first));
  }
}

/** Symmetric weights over a line of vectors in place, result i over sample i. */
function convolve(line: usize, length: usize, weights: usize): void {
  const a = v128.load32_splat(weights);
  const b = v128.load32_splat(weights, 4);
  const c = v128.load32_splat(weights, 8);
  const d = v128.load32_splat(weights, 12);
  const e = v128.load32_splat(weights, 16);
  const f = v128.load32_splat(weights, 20);
  const g = v128.load32_splat(weights, 24);
  const end = line + (length << 4);
  for (; line < end; line += 16) {
    let sum = f32x4.mul(a, v128.load(line, 96));
    sum = f32x4.add(sum, f32x4.mul(b, f32x4.add(v128.load(line, 80), v128.load(line, 112))));
    sum = f32x4.add(sum, f32x4.mul(c, f32x4.add(v128.load(line, 64), v128.load(line, 128))));
    sum = f32x4.add(sum, f32x4.mul(d, f32x4.add(v128.load(line, 48), v128.load(line, 144))));
    sum = f32x4.add(sum, f32x4.mul(e, f32x4.add(v128.load(line, 32), v128.load(line, 160))));
    sum = f32x4.add(sum, f32x4.mul(f, f32x4.add(v128.load(line, 16), v128.load(line, 176))));
    sum = f32x4.add(sum, f32x4.mul(g, f32x4.add(v128.load(line), v128.load(line, 192))));
    v128.store(line, sum);
  }
}

/** Continues the samples at `reach` beyond both ends and filters them; results stand at the start of the line. */
function filterLine(line: usize, length: usize, radius: i32, edge: f32, weights: usize): void {
  const reach = radius < 0 ? TAPS : 3 * (usize(radius) + 1);
  const start = line + (reach << 4);
  const end = start + (length << 4);
  const first = v128.load(start);
  const last = v128.load(end - 16);
  for (let at: usize = 0; at < reach << 4; at += 16) {
    v128.store(line + at, first);
    v128.store(end + at, last);
  }
  if (radius < 0) return convolve(line, length, weights);
  const outer = usize(radius) + 1;
  box(line, length + 4 * outer, radius, edge);
  box(line, length + 2 * outer, radius, edge);
  box(line, length, radius, edge);
}

/**
 * Blurs a plane of bytes in place: by the seven `weights` where `radius` is negative, else by three boxes.
 * `stride` is a multiple of 16 and at least the width; `middle` has room for four times the plane, `lines`
 * for four lines of the longer side and twice the reach, 16 bytes each.
 */
export function blur(
  plane: usize,
  stride: usize,
  width: usize,
  height: usize,
  middle: usize,
  lines: usize,
  radius: i32,
  edge: f32,
  scale: f32,
  weights: usize,
): void {
  const reach = radius < 0 ? TAPS : 3 * (usize(radius) + 1);
  const wide = stride << 2;
  for (let y: usize = 0; y < height; y += 4) {
    const b = min(y + 1, height - 1);
    const c = min(y + 2, height - 1);
    const d = min(y + 3, height - 1);
    const to = lines + (reach << 4);
    loadRows(plane + y * stride, plane + b * stride, plane + c * stride, plane + d * stride, to, width);
    filterLine(lines, width, radius, edge, weights);
    storeRows(lines, middle + y * wide, middle + b * wide, middle + c * wide, middle + d * wide, width, scale);
  }
  const one = (height + 2 * reach) << 4;
  const factor = f32x4.splat(scale);
  const half = f32x4.splat(0.5);
  for (let x: usize = 0; x < width; x += 16) {
    // A whole line of the cache at once.
    let from = middle + (x << 2);
    let to = lines + (reach << 4);
    for (let y: usize = 0; y < height; y++, from += wide, to += 16) {
      v128.store(to, v128.load(from));
      v128.store(to + one, v128.load(from, 16));
      v128.store(to + 2 * one, v128.load(from, 32));
      v128.store(to + 3 * one, v128.load(from, 48));
    }
    for (let k: usize = 0; k < 4; k++) filterLine(lines + k * one, height, radius, edge, weights);
    from = lines;
    to = plane + x;
    for (let y: usize = 0; y < height; y++, from += 16, to += stride) {
      const p = i32x4.trunc_sat_f32x4_s(f32x4.add(f32x4.mul(v128.load(from), factor), half));
      const q = i32x4.trunc_sat_f32x4_s(f32x4.add(f32x4.mul(v128.load(from + one), factor), half));
      const r = i32x4.trunc_sat_f32x4_s(f32x4.add(f32x4.mul(v128.load(from + 2 * one), factor), half));
      const s = i32x4.trunc_sat_f32x4_s(f32x4.add(f32x4.mul(v128.load(from + 3 * one), factor), half));
      v128.store(to, i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(p, q), i16x8.narrow_i32x4_s(r, s)));
    }
  }
}

/** a + 2 b + c. */
// @ts-ignore: decorator
@inline
function weighted(a: v128, b: v128, c: v128): v128 {
  return i16x8.add(i16x8.add(a, c), i16x8.shl(b, 1));
}

/** Four magnitudes times `scale`, rounded. */
// @ts-ignore: decorator
@inline
function rounded(magnitudes: v128, scale: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(f32x4.add(f32x4.mul(magnitudes, scale), f32x4.splat(0.5)));
}

/** Eight magnitudes of gradients, as 16-bit numbers. */
// @ts-ignore: decorator
@inline
function magnitudes(gx: v128, gy: v128, manhattan: bool, scale: v128): v128 {
  if (manhattan) {
    const sum = i16x8.add(i16x8.abs(gx), i16x8.abs(gy));
    return i16x8.narrow_i32x4_s(
      rounded(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(sum)), scale),
      rounded(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(sum)), scale),
    );
  }
  // Pairs of both gradients: their product with themselves sums two squares.
  const low = v128.shuffle<i16>(gx, gy, 0, 8, 1, 9, 2, 10, 3, 11);
  const high = v128.shuffle<i16>(gx, gy, 4, 12, 5, 13, 6, 14, 7, 15);
  return i16x8.narrow_i32x4_s(
    rounded(f32x4.sqrt(f32x4.convert_i32x4_s(i32x4.dot_i16x8_s(low, low))), scale),
    rounded(f32x4.sqrt(f32x4.convert_i32x4_s(i32x4.dot_i16x8_s(high, high))), scale),
  );
}

/**
 * The Sobel magnitude of a plane of bytes, rounded and at most 255. Before and behind each row of `plane`
 * there is a byte to spare; `stride` and `toStride` are multiples of 16.
 */
export function sobel(
  plane: usize,
  stride: usize,
  width: usize,
  height: usize,
  to: usize,
  toStride: usize,
  scale: f32,
  manhattan: bool,
): void {
  // Beyond the border the outermost sample goes on.
  for (let y: usize = 0, row = plane; y < height; y++, row += stride) {
    store<u8>(row - 1, load<u8>(row));
    store<u8>(row + width, load<u8>(row + width - 1));
  }
  const factor = f32x4.splat(scale);
  for (let y: usize = 0; y < height; y++, to += toStride) {
    const middle = plane + y * stride;
    const up = y > 0 ? middle - stride : middle;
    const down = y < height - 1 ? middle + stride : middle;
    for (let x: usize = 0; x < width; x += 16) {
      const upLeft = v128.load(up + x - 1);
      const upHere = v128.load(up + x);
      const upRight = v128.load(up + x + 1);
      const left = v128.load(middle + x - 1);
      const right = v128.load(middle + x + 1);
      const downLeft = v128.load(down + x - 1);
      const downHere = v128.load(down + x);
      const downRight = v128.load(down + x + 1);
      const a = i16x8.extend_low_i8x16_u(upLeft);
      const c = i16x8.extend_low_i8x16_u(upRight);
      const g = i16x8.extend_low_i8x16_u(downLeft);
      const i = i16x8.extend_low_i8x16_u(downRight);
      const low = magnitudes(
        i16x8.sub(
          weighted(c, i16x8.extend_low_i8x16_u(right), i),
          weighted(a, i16x8.extend_low_i8x16_u(left), g),
        ),
        i16x8.sub(
          weighted(g, i16x8.extend_low_i8x16_u(downHere), i),
          weighted(a, i16x8.extend_low_i8x16_u(upHere), c),
        ),
        manhattan,
        factor,
      );
      const a2 = i16x8.extend_high_i8x16_u(upLeft);
      const c2 = i16x8.extend_high_i8x16_u(upRight);
      const g2 = i16x8.extend_high_i8x16_u(downLeft);
      const i2 = i16x8.extend_high_i8x16_u(downRight);
      const high = magnitudes(
        i16x8.sub(
          weighted(c2, i16x8.extend_high_i8x16_u(right), i2),
          weighted(a2, i16x8.extend_high_i8x16_u(left), g2),
        ),
        i16x8.sub(
          weighted(g2, i16x8.extend_high_i8x16_u(downHere), i2),
          weighted(a2, i16x8.extend_high_i8x16_u(upHere), c2),
        ),
        manhattan,
        factor,
      );
      v128.store(to + x, i8x16.narrow_i16x8_u(low, high));
    }
  }
}
