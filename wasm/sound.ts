// AssemblyScript: the inner loops of sound, four samples at a time. `scripts/generate.mjs` compiles it into
// src/stream/soundWasm.ts. Addresses are in bytes, counts in samples of 4 bytes. Nothing is allocated here.

/** to[i] = from[i] · weights[i]. `count` is a multiple of 4. */
export function weigh(from: usize, weights: usize, to: usize, count: i32): void {
  const bytes = usize(count) << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(to + at, f32x4.mul(v128.load(from + at), v128.load(weights + at)));
  }
}

/**
 * |X|² of bins 0 to `size / 2` of a spectrum as pffft lays it: the real parts of the first and the last bin,
 * then the pairs of those between. `size` is a multiple of 8; `to` has room for `size / 2 + 1`.
 */
export function powers(spectrum: usize, to: usize, size: i32): void {
  const half = usize(size) << 1;
  for (let at: usize = 0; at < half; at += 16) {
    const a = v128.load(spectrum + 2 * at);
    const b = v128.load(spectrum + 2 * at, 16);
    const re = v128.shuffle<f32>(a, b, 0, 2, 4, 6);
    const im = v128.shuffle<f32>(a, b, 1, 3, 5, 7);
    v128.store(to + at, f32x4.add(f32x4.mul(re, re), f32x4.mul(im, im)));
  }
  const first = load<f32>(spectrum);
  const last = load<f32>(spectrum, 4);
  store<f32>(to, first * first);
  store<f32>(to + half, last * last);
}

/** The sum of a vector, always in the same order. */
// @ts-ignore: decorator
@inline
function total(sums: v128): f32 {
  return (
    f32x4.extract_lane(sums, 0) +
    f32x4.extract_lane(sums, 2) +
    (f32x4.extract_lane(sums, 1) + f32x4.extract_lane(sums, 3))
  );
}

/** Σ samples[i] · row[i] over `bytes`, a multiple of 16, in the order in which `filter` takes its four. */
// @ts-ignore: decorator
@inline
function dot(samples: usize, row: usize, bytes: usize): f32 {
  let sums = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    sums = f32x4.add(sums, f32x4.mul(v128.load(samples + at), v128.load(row + at)));
  }
  return total(sums);
}

/**
 * `count` output samples of a polyphase filter. Row p of `table` has the `taps` coefficients of phase p, a
 * multiple of 8. The first output reads from `samples` on, with phase `phase`; each next one lies
 * `down / up` samples on. Every output is the same sum whichever call gives it. `up` is less than 2¹⁶.
 */
export function filter(
  samples: usize,
  table: usize,
  taps: i32,
  phase: i32,
  up: i32,
  down: i32,
  to: usize,
  count: i32,
): void {
  const bytes = usize(taps) << 2;
  const whole = down / up;
  const part = down % up;
  let k = 0;
  // Four sums at once, since one addition waits for the one before.
  for (; k + 4 <= count; k += 4) {
    const placeA = placeOf(samples, phase, up);
    const rowA = rowOf(table, phase, up, bytes);
    phase += part;
    const placeB = placeOf(samples, phase, up) + (usize(whole) << 2);
    const rowB = rowOf(table, phase, up, bytes);
    phase += part;
    const placeC = placeOf(samples, phase, up) + (usize(2 * whole) << 2);
    const rowC = rowOf(table, phase, up, bytes);
    phase += part;
    const placeD = placeOf(samples, phase, up) + (usize(3 * whole) << 2);
    const rowD = rowOf(table, phase, up, bytes);
    phase += part;
    let a = f32x4.splat(0);
    let b = f32x4.splat(0);
    let c = f32x4.splat(0);
    let d = f32x4.splat(0);
    if (up === 1) {
      for (let at: usize = 0; at < bytes; at += 32) {
        const row = v128.load(rowA + at);
        const next = v128.load(rowA + at, 16);
        a = f32x4.add(a, f32x4.mul(v128.load(placeA + at), row));
        b = f32x4.add(b, f32x4.mul(v128.load(placeB + at), row));
        c = f32x4.add(c, f32x4.mul(v128.load(placeC + at), row));
        d = f32x4.add(d, f32x4.mul(v128.load(placeD + at), row));
        a = f32x4.add(a, f32x4.mul(v128.load(placeA + at, 16), next));
        b = f32x4.add(b, f32x4.mul(v128.load(placeB + at, 16), next));
        c = f32x4.add(c, f32x4.mul(v128.load(placeC + at, 16), next));
        d = f32x4.add(d, f32x4.mul(v128.load(placeD + at, 16), next));
      }
    } else {
      for (let at: usize = 0; at < bytes; at += 16) {
        a = f32x4.add(a, f32x4.mul(v128.load(placeA + at), v128.load(rowA + at)));
        b = f32x4.add(b, f32x4.mul(v128.load(placeB + at), v128.load(rowB + at)));
        c = f32x4.add(c, f32x4.mul(v128.load(placeC + at), v128.load(rowC + at)));
        d = f32x4.add(d, f32x4.mul(v128.load(placeD + at), v128.load(rowD + at)));
      }
    }
    store<f32>(to, total(a));
    store<f32>(to, total(b), 4);
    store<f32>(to, total(c), 8);
    store<f32>(to, total(d), 12);
    to += 16;
    samples += usize(4 * whole + phase / up) << 2;
    phase %= up;
  }
  for (; k < count; k++) {
    store<f32>(to, dot(samples, rowOf(table, phase, up, bytes), bytes));
    to += 4;
    phase += part;
    samples += usize(whole + phase / up) << 2;
    phase %= up;
  }
}

/** Where an output reads, its phase counted on beyond `up`. */
// @ts-ignore: decorator
@inline
function placeOf(samples: usize, phase: i32, up: i32): usize {
  return samples + (usize(phase / up) << 2);
}

// @ts-ignore: decorator
@inline
function rowOf(table: usize, phase: i32, up: i32, bytes: usize): usize {
  return table + usize(phase % up) * bytes;
}

/**
 * The same where there are fewer rows than phases: between the two rows beside it an output is read on a
 * straight line. `table` has `rows + 1` rows.
 */
export function filterBetween(
  samples: usize,
  table: usize,
  taps: i32,
  rows: i32,
  phase: i32,
  up: i32,
  down: i32,
  to: usize,
  count: i32,
): void {
  const bytes = usize(taps) << 2;
  for (let k = 0; k < count; k++) {
    const exact = (f64(phase) * f64(rows)) / f64(up);
    const below = Math.floor(exact);
    const share = f32(exact - below);
    const row = table + usize(below) * bytes;
    const sum = dot(samples, row, bytes);
    store<f32>(to, sum + share * (dot(samples, row + bytes, bytes) - sum));
    to += 4;
    phase += down % up;
    samples += usize(down / up + phase / up) << 2;
    phase %= up;
  }
}
