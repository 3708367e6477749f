import { defineKernel, type Emit } from '#contract/kernel.ts';
import { createLettering, type Lettering, type Rgb } from '#operators/speech/_shared/lettering.ts';
import { createUtterances } from '#operators/speech/_shared/utterances.ts';
import type { Chunk } from '#stream/chunk.ts';
import { captionAt } from './captionAt.ts';
import { drawCaption } from './drawCaption.ts';
import type { spec } from './spec.ts';

/** A caption is of the last utterance or, where pictures are held back, of the few before. */
const UTTERANCES = 8;
/** Share of the picture's width that lines may have. */
const WIDEST = 0.9;
/** Letters are not drawn smaller, in pixels. */
const SMALLEST = 8;

/** The caption of a picture is found when it leaves, of the words known by then. */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;
  let letters: Lettering | undefined;
  const utterances = createUtterances(UTTERANCES);
  /** Pictures that wait, oldest first; each is retained. */
  let held: Chunk<'video/raw'>[] = [];

  /** The picture with its caption; in place where nobody else holds it. */
  const captioned = (chunk: Chunk<'video/raw'>): Chunk<'video/raw'> => {
    const { width, height } = chunk.payload;
    const size = Math.max(SMALLEST, Math.round((params.size / 100) * height));
    if (letters?.size !== size) letters = createLettering(size);
    const lines = captionAt(utterances.all, chunk.timestamp, {
      width: width * WIDEST,
      lines: params.lines,
      linger: params.linger * 1e6,
      measure: letters.measure,
    });
    if (lines.length === 0) return chunk;
    const payload = env.frames.writable(chunk.payload);
    drawCaption(payload, lines, letters, { highlight: rgbOf(params.colour), place: params.place });
    return { ...chunk, payload };
  };

  /** Sends the oldest picture that waits, and gives up the hold on it. */
  const sendOldest = async (emit: Emit<(typeof spec)['outputs']>): Promise<void> => {
    const chunk = held.shift()!;
    try {
      await emit('frame', captioned(chunk));
    } finally {
      env.release(chunk.payload);
    }
  };

  return {
    async process({ frame, transcript }, emit) {
      if (transcript) utterances.revise(transcript.payload);
      if (!frame) return;
      const last = frame.timestamp - params.hold * 1e6;
      while (held.length > 0 && held[0]!.timestamp <= last) await sendOldest(emit);
      if (held.length === 0 && params.hold === 0) await emit('frame', captioned(frame));
      else held.push({ ...frame, payload: env.retain(frame.payload) });
    },
    async flush(emit) {
      while (held.length > 0) await sendOldest(emit);
    },
    update(next) {
      params = next;
    },
    close() {
      for (const { payload } of held) env.release(payload);
      held = [];
    },
  };
});

function rgbOf(colour: string): Rgb {
  const rgb = Number.parseInt(colour.slice(1), 16);
  return [rgb >> 16, (rgb >> 8) & 255, rgb & 255];
}
