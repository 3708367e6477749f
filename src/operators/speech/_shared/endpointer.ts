import { log10 } from '#base/exponential.ts';

/** How speech is told from silence. */
export interface EndpointSettings {
  /** How far above the noise speech is, in dB, where it is told by its level. */
  readonly threshold: number;
  /** How long a silence ends an utterance, in ms. */
  readonly silence: number;
}

/** What a frame is to the utterance: before or after one, its first, amid it, or its last. */
export type FrameRole = 'silence' | 'begin' | 'speech' | 'end';

/** Samples of one frame: 10 ms at 16 kHz. */
export const FRAME = 160;

/** In dB full scale: nothing below is speech, however quiet the room is. */
export const FAINTEST = -65;
/** What the noise is taken for until it was heard. */
const FIRST_NOISE = -45;
/** How fast the estimate of the noise rises, in dB a frame: 6 dB/s in silence, 2 amid speech. */
const RISE = 0.06;
const RISE_IN_SPEECH = 0.02;
/** So many loud frames of the last eight begin an utterance: a click has fewer. */
const LOUD_FRAMES = 5;
/** With fewer loud frames of the last eight speech has paused: a breath or a creak does not prolong it. */
const FEWEST_LOUD = 3;
/** Speech falls this far below the threshold before it counts as silence, in dB. */
const SLACK = 3;

/** Finds where utterances begin and end, in one stretch of sound without a gap. */
export interface Endpointer {
  /** Takes in the next `FRAME` samples, which are copied. One call at a time. */
  step(frame: Float32Array): FrameRole | Promise<FrameRole>;
  /** Forgets the utterance it is in, not the noise. */
  leave(): void;
  /** Samples that it took in up to the end of the last one that was speech. */
  readonly voiced: number;
  settings: EndpointSettings;
}

/** One that knows at once. */
export interface LevelEndpointer extends Endpointer {
  step(frame: Float32Array): FrameRole;
}

/** Tells speech by the energy of frames against the noise between. The noise is the lowest energy heard, which is believed a little less with every frame. */
export function createEndpointer(settings: EndpointSettings): LevelEndpointer {
  let noise = FIRST_NOISE;
  let inSpeech = false;
  let quiet = 0;
  // One bit a frame, newest lowest.
  let loud = 0;
  let taken = 0;
  let voiced = 0;

  const endpointer: LevelEndpointer = {
    settings,
    get voiced() {
      return voiced;
    },
    leave() {
      inSpeech = false;
      loud = 0;
    },
    step(frame) {
      taken += frame.length;
      const level = levelOf(frame);
      noise = Math.max(FAINTEST, Math.min(level, noise + (inSpeech ? RISE_IN_SPEECH : RISE)));
      const above = level - noise;
      const { threshold, silence } = endpointer.settings;
      const least = inSpeech ? threshold - SLACK : threshold;
      loud = ((loud << 1) | Number(above >= least)) & 0xff;
      const count = onesIn(loud);
      if (!inSpeech) {
        if (count < LOUD_FRAMES) return 'silence';
        inSpeech = true;
        quiet = 0;
        voiced = taken;
        return 'begin';
      }
      if (count >= FEWEST_LOUD) {
        quiet = 0;
        voiced = taken;
      }
      // When the count falls below, the pause is that old already.
      else quiet = quiet === 0 ? 8 - FEWEST_LOUD + 1 : quiet + 1;
      if (quiet * 10 < silence) return 'speech';
      endpointer.leave();
      return 'end';
    },
  };
  return endpointer;
}

/** Power of a frame without its mean, in dB full scale. */
export function levelOf(frame: Float32Array): number {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < frame.length; i++) {
    sum += frame[i]!;
    squares += frame[i]! * frame[i]!;
  }
  const mean = sum / frame.length;
  return 10 * log10(Math.max(1e-12, squares / frame.length - mean * mean));
}

function onesIn(bits: number): number {
  let count = 0;
  for (let rest = bits; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}
