/** How a switch follows probabilities. */
export interface VoiceSwitchSettings {
  /** Speech begins at this probability, and goes on until it is `SLACK` below. */
  readonly threshold: number;
  /** Pauses of so many frames are part of the speech. */
  readonly hangOver: number;
  /** Speech of fewer frames is none. */
  readonly shortest: number;
}

/** A stretch of speech by its frames: from `start` on, up to `end`, which is not part of it. */
export interface SpeechSpan {
  readonly start: number;
  readonly end: number;
}

/** What is known after a frame. */
export interface VoiceState {
  /** Whether somebody speaks, pauses within the speech included. */
  readonly speaking: boolean;
  /** The speech so far, or the one that was just found to have ended; without pauses after it. */
  readonly span: SpeechSpan | undefined;
  /** Set once, with the last frame of the hang-over. */
  readonly ended: boolean;
}

/** By so much less than its beginning speech may be likely to go on. */
const SLACK = 0.15;

/** Finds where speech begins and ends, with hysteresis. Frames are counted from 0. */
export interface VoiceSwitch {
  step(probability: number): VoiceState;
  /** The speech that goes on, which ends here; undefined where there is none. */
  finish(): SpeechSpan | undefined;
}

/** `settings` is asked at each frame. */
export function createVoiceSwitch(settings: () => VoiceSwitchSettings): VoiceSwitch {
  let frame = 0;
  // First frame of what may be speech, and the one after its last loud one.
  let start: number | undefined;
  let end = 0;

  const isLong = (): boolean => start !== undefined && end - start >= settings().shortest;

  return {
    step(probability) {
      const { threshold, hangOver } = settings();
      const least = start === undefined ? threshold : threshold - SLACK;
      if (probability >= least) {
        start ??= frame;
        end = frame + 1;
      }
      frame += 1;
      if (start === undefined) return { speaking: false, span: undefined, ended: false };
      const span = isLong() ? { start, end } : undefined;
      const ended = frame - end >= hangOver;
      if (ended) start = undefined;
      return { speaking: span !== undefined && !ended, span, ended: ended && span !== undefined };
    },
    finish() {
      const span = start !== undefined && isLong() ? { start, end } : undefined;
      start = undefined;
      return span;
    },
  };
}
