import { log10, log2 } from '#base/exponential.ts';

/** What counts as a note. Frequencies in Hz. */
export interface NoteLimits {
  /** Most of them. */
  readonly most: number;
  /** How much quieter than the loudest, in dB. */
  readonly range: number;
  /** The quietest, in dB of a full-scale sine. */
  readonly floor: number;
  readonly lowest: number;
  readonly highest: number;
}

/** One note. */
export interface Note {
  readonly frequency: number;
  /** In dB of a full-scale sine. */
  readonly level: number;
}

/** Partials of a string are a little sharp: so many cents off still is an overtone. */
const OVERTONE_CENTS = 35;
/** An overtone may be so much louder than its fundamental, in dB, as it often is in a voice. */
const LOUDER_OVERTONE = 12;
/** Overtones above this one are weak in most sounds. */
const HIGHEST_OVERTONE = 20;

/**
 * Peaks of a power spectrum of real samples under a window of that `gain`, from low to high, less those
 * that are overtones of a lower one. A peak lies on the parabola through three levels in dB.
 */
export function findNotes(
  powers: Float32Array,
  gain: number,
  sampleRate: number,
  limits: NoteLimits,
): readonly Note[] {
  const step = sampleRate / (2 * (powers.length - 1));
  const full = (gain / 2) ** 2;
  const peaks: Note[] = [];
  const last = Math.min(powers.length - 2, Math.ceil(limits.highest / step) + 1);
  for (let k = Math.max(1, Math.floor(limits.lowest / step) - 1); k <= last; k++) {
    const [before, here, after] = [powers[k - 1]!, powers[k]!, powers[k + 1]!];
    if (here < before || here <= after || here <= 0) continue;
    const [a, b, c] = [before, here, after].map((power) => 10 * log10(power / full + 1e-20));
    const bend = a! - 2 * b! + c!;
    const off = bend < 0 ? (a! - c!) / (2 * bend) : 0;
    const peak = { frequency: (k + off) * step, level: b! - (off * (a! - c!)) / 4 };
    const isWithin = peak.frequency >= limits.lowest && peak.frequency <= limits.highest;
    if (isWithin && peak.level >= limits.floor) peaks.push(peak);
  }
  const loudest = Math.max(...peaks.map(({ level }) => level));
  const notes: Note[] = [];
  for (const peak of peaks) {
    if (peak.level < loudest - limits.range) continue;
    if (!notes.some((note) => isOvertone(peak, note))) notes.push(peak);
  }
  return notes
    .toSorted((a, b) => b.level - a.level)
    .slice(0, limits.most)
    .toSorted((a, b) => a.frequency - b.frequency);
}

function isOvertone(peak: Note, note: Note): boolean {
  const times = Math.round(peak.frequency / note.frequency);
  if (times < 2 || times > HIGHEST_OVERTONE) return false;
  const cents = 1200 * log2(peak.frequency / (times * note.frequency));
  return Math.abs(cents) <= OVERTONE_CENTS && peak.level <= note.level + LOUDER_OVERTONE;
}
