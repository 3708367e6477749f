import { createSpeechFrames } from '#operators/speech/_shared/speechFrames.ts';
import { SPEECH_RATE } from '#operators/speech/_shared/engine.ts';
import { createVoiceProbability, VOICE_FRAME } from '#operators/speech/_shared/voiceProbability.ts';
import { createVoiceSwitch, type SpeechSpan } from '#operators/speech/_shared/voiceSwitch.ts';
import { defineKernel } from '#contract/kernel.ts';
import type { Chunk } from '#stream/chunk.ts';
import { type Micros, micros } from '#stream/micros.ts';
import type { spec } from './spec.ts';

/** One frame of the detector, in µs. */
const FRAME_MICROS = (VOICE_FRAME * 1e6) / SPEECH_RATE;

/** Numbers lie at the end of the frame they are about; a segment is revised with every frame it grows by. */
export const kernel = defineKernel<typeof spec>(async (initial, env) => {
  let params = initial;
  const voice = await createVoiceProbability(env);
  const frames = createSpeechFrames(env, VOICE_FRAME);
  const framesIn = (ms: number): number => Math.round((ms * 1000) / FRAME_MICROS);
  const settings = () => ({
    threshold: params.threshold,
    hangOver: Math.max(1, framesIn(params.hangOver)),
    shortest: framesIn(params.shortest),
  });
  let turn = createVoiceSwitch(settings);
  // Time of frame 0, the segments before, and the highest probability of the one that goes on.
  let origin = 0;
  let id = 0;
  let shown = 0;
  let surest = 0;
  let last = -Infinity;

  const segment = (span: SpeechSpan, final: boolean, at: number): Chunk<'text/transcript'> => {
    const timeOf = (frame: number): Micros => micros(origin + frame * FRAME_MICROS);
    last = Math.max(last + 1, at);
    const word = { text: 'speech', start: timeOf(span.start), end: timeOf(span.end) };
    const words = [{ ...word, confidence: surest }];
    const payload = { kind: 'transcript', words, final, id } as const;
    shown = span.end;
    if (final) {
      id += 1;
      surest = 0;
      shown = 0;
    }
    return { timestamp: micros(last), payload };
  };

  const finish = (): readonly Chunk<'text/transcript'>[] => {
    const span = turn.finish();
    return span ? [segment(span, true, last)] : [];
  };

  return {
    async process({ audio: chunk }, emit) {
      if (!chunk) return;
      const taken = frames.push(chunk);
      if (taken.isNew) {
        for (const one of finish()) await emit('segments', one);
        turn = createVoiceSwitch(settings);
        voice.reset();
        origin = chunk.timestamp;
      }
      for (const { start, samples } of taken.frames) {
        const probability = await voice.next(samples);
        const { speaking, span, ended } = turn.step(probability);
        const timestamp = micros(start + FRAME_MICROS);
        if (span) surest = Math.max(surest, probability);
        await emit('speaking', { timestamp, payload: speaking ? 1 : 0 });
        await emit('probability', { timestamp, payload: probability });
        if (span && (ended || span.end !== shown)) {
          await emit('segments', segment(span, ended, timestamp));
        }
        last = Math.max(last, timestamp);
      }
    },
    async flush(emit) {
      for (const one of finish()) await emit('segments', one);
    },
    update(next) {
      params = next;
    },
    close: () => voice.close(),
  };
});
