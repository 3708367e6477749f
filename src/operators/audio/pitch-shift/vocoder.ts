import { cos, sin } from '#base/trigonometry.ts';

/** Quieter bins are never a peak of their own: −120 dB of a full-scale sine. */
const SILENCE = 1e-12;

/** Transposes one frame after the other, by its spectrum: real and imaginary parts by turns. */
export type Vocoder = (spectrum: Float32Array, ratio: number) => void;

/**
 * A phase vocoder that moves whole peaks of the spectrum (Laroche and Dolson 1999, "New phase-vocoder
 * techniques for pitch-shifting, harmonizing and other exotic effects"). The bins around a peak go along
 * by the same number of bins and turn by the same angle, which grows by what the frequency grew. What
 * rounding to bins takes from a tone's level is given back, so that a lone tone keeps its own. Frames of
 * `size` samples, one every `hop`, are faded by a Hann window before and after.
 */
export function createVocoder(size: number, hop: number): Vocoder {
  const bins = size / 2 + 1;
  const before = new Float32Array(size + 2);
  const now = new Float32Array(size + 2);
  const powers = new Float64Array(bins);
  // How far each bin was turned, in radians: now, and in the frame before.
  let angles = new Float64Array(bins);
  let oldAngles = new Float64Array(bins);
  const silent = SILENCE * (size / 4) * (size / 4);

  const move = (to: Float32Array, peak: number, first: number, last: number, ratio: number) => {
    const frequency = frequencyAt(peak, { now, before, size, hop });
    const wanted = frequency * ratio;
    const by = Math.round(wanted - frequency);
    const angle = wrap(oldAngles[peak]! + (2 * Math.PI * (wanted - frequency) * hop) / size);
    angles.fill(angle, first, last + 1);
    const level = 1 / alignment(wanted - frequency - by);
    // Phases are those of a frame's middle: there a move by one bin is a half turn.
    const turn = angle + Math.PI * by;
    const re = level * cos(turn);
    const im = level * sin(turn);
    const end = Math.min(last, bins - 2 - by);
    for (let k = Math.max(first, 1 - by); k <= end; k++) {
      const a = now[2 * k]!;
      const b = now[2 * k + 1]!;
      const at = 2 * (k + by);
      to[at] = to[at]! + (a * re - b * im);
      to[at + 1] = to[at + 1]! + (a * im + b * re);
    }
  };

  return (spectrum, ratio) => {
    now.set(spectrum);
    if (ratio === 1) {
      angles.fill(0);
    } else {
      for (let k = 0; k < bins; k++) {
        powers[k] = now[2 * k]! * now[2 * k]! + now[2 * k + 1]! * now[2 * k + 1]!;
      }
      spectrum.fill(0);
      const peaks = peaksOf(powers, silent);
      let first = 0;
      peaks.forEach((peak, i) => {
        const next = peaks[i + 1];
        const last = next === undefined ? bins - 1 : valley(powers, peak, next);
        move(spectrum, peak, first, last, ratio);
        first = last + 1;
      });
    }
    before.set(now);
    [oldAngles, angles] = [angles, oldAngles];
  };
}

/** Bins that are louder than two neighbours on either side. */
function peaksOf(powers: Float64Array, silent: number): readonly number[] {
  const peaks: number[] = [];
  for (let k = 2; k < powers.length - 2; k++) {
    const here = powers[k]!;
    if (here < silent || here < powers[k - 1]! || here <= powers[k + 1]!) continue;
    if (here < powers[k - 2]! || here <= powers[k + 2]!) continue;
    peaks.push(k);
    k += 2;
  }
  return peaks;
}

/** The quietest bin between two peaks. */
function valley(powers: Float64Array, from: number, to: number): number {
  let lowest = from;
  for (let k = from; k < to; k++) if (powers[k]! < powers[lowest]!) lowest = k;
  return lowest;
}

/** Two spectra, `hop` samples from one to the next. */
interface Pair {
  readonly now: Float32Array;
  readonly before: Float32Array;
  readonly size: number;
  readonly hop: number;
}

/** The frequency at a bin, in bins, by how far its phase went on since the frame before. */
function frequencyAt(k: number, { now, before, size, hop }: Pair): number {
  const [re, im] = [now[2 * k]!, now[2 * k + 1]!];
  const [reBefore, imBefore] = [before[2 * k]!, before[2 * k + 1]!];
  const advance = angleOf(re * reBefore + im * imBefore, im * reBefore - re * imBefore);
  const expected = (2 * Math.PI * k * hop) / size;
  return k + (wrap(advance - expected) * size) / (2 * Math.PI * hop);
}

/** The angle of a point, −π to π; 0 for the origin. Two steps after Newton from within 0.005. */
function angleOf(x: number, y: number): number {
  const radius = Math.sqrt(x * x + y * y);
  if (radius === 0) return 0;
  const [near, far] = [Math.min(Math.abs(x), Math.abs(y)), Math.max(Math.abs(x), Math.abs(y))];
  const slope = near / far;
  const eighth = slope / (1 + 0.28 * slope * slope);
  const quarter = Math.abs(x) > Math.abs(y) ? eighth : Math.PI / 2 - eighth;
  const half = x < 0 ? Math.PI - quarter : quarter;
  let angle = y < 0 ? -half : half;
  for (let step = 0; step < 2; step++) angle += (y * cos(angle) - x * sin(angle)) / radius;
  return angle;
}

/** To −π to π. */
function wrap(angle: number): number {
  return angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
}

/** The level of frames whose tone is so many bins off its true frequency: the spectrum of a squared Hann window. */
function alignment(off: number): number {
  const at = (x: number): number => (x === 0 ? 1 : sin(Math.PI * x) / (Math.PI * x));
  return at(off) + (2 / 3) * (at(off - 1) + at(off + 1)) + (at(off - 2) + at(off + 2)) / 6;
}
