import type { Endpointer, EndpointSettings, FrameRole } from './endpointer.ts';
import { SPEECH_RATE } from './engine.ts';
import { createRoomWatch } from './roomWatch.ts';
import { VOICE_FRAME, type VoiceProbability } from './voiceProbability.ts';

/** Speech begins at this probability … */
const LIKELY = 0.5;
/** … and goes on until it is less likely than this. */
const UNLIKELY = 0.35;
/** So many likely frames in a row begin an utterance, 64 ms: a click is one at most. */
const LIKELY_FRAMES = 2;
/** So many frames before a sound are heard as well, once there is one: the network listens in context. */
const LEAD_FRAMES = 8;

/**
 * Finds where utterances begin and end by whether there is a voice, whatever the noise. It forgets what `voice`
 * heard before, and has it alone until the next one is made. While nothing is louder than the room it rests: most
 * of the time nobody speaks. Times are those of the network's frames, 32 ms each,
 * so a pause is up to so much longer than it need be.
 */
export function createVoiceEndpointer(
  voice: VoiceProbability,
  settings: EndpointSettings,
): Endpointer {
  voice.reset();
  const heard = new Float32Array(VOICE_FRAME);
  let filled = 0;
  let inSpeech = false;
  // Frames in a row.
  let likely = 0;
  let quiet = 0;
  let taken = 0;
  let voiced = 0;
  const isLoud = createRoomWatch(VOICE_FRAME / SPEECH_RATE);
  let unheard: Float32Array[] = [];

  const judge = (probability: number): FrameRole => {
    if (!inSpeech) {
      likely = probability >= LIKELY ? likely + 1 : 0;
      if (likely < LIKELY_FRAMES) return 'silence';
      inSpeech = true;
      quiet = 0;
      voiced = taken;
      return 'begin';
    }
    quiet = probability >= UNLIKELY ? 0 : quiet + 1;
    if (quiet === 0) voiced = taken;
    if (quiet * VOICE_FRAME * 1000 < endpointer.settings.silence * SPEECH_RATE) return 'speech';
    endpointer.leave();
    return 'end';
  };

  /** Hears what came before a sound, in which nothing begins or ends, and then the sound. */
  const listen = async (sound: Float32Array): Promise<FrameRole> => {
    for (const before of unheard.splice(0)) {
      likely = (await voice.next(before)) >= LIKELY ? likely + 1 : 0;
    }
    const probability = await voice.next(sound);
    taken += VOICE_FRAME;
    return judge(probability);
  };

  const endpointer: Endpointer = {
    settings,
    get voiced() {
      return voiced;
    },
    leave() {
      inSpeech = false;
      likely = 0;
    },
    async step(frame) {
      const count = Math.min(frame.length, VOICE_FRAME - filled);
      heard.set(frame.subarray(0, count), filled);
      filled += count;
      if (filled < VOICE_FRAME) return inSpeech ? 'speech' : 'silence';
      const whole = heard.slice();
      heard.set(frame.subarray(count));
      filled = frame.length - count;
      if (!isLoud(whole) && !inSpeech) {
        taken += VOICE_FRAME;
        likely = 0;
        unheard = [...unheard.slice(1 - LEAD_FRAMES), whole];
        return 'silence';
      }
      return listen(whole);
    },
  };
  return endpointer;
}
