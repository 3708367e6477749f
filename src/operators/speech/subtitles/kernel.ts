import type { SaveWrite } from '#contract/host.ts';
import { defineKernel } from '#contract/kernel.ts';
import { cuesOf, cueText, fileHeader } from './cues.ts';
import type { spec } from './spec.ts';

const MIME = { srt: 'application/x-subrip', vtt: 'text/vtt' } as const;

/** Times from here on, in µs, are those of a clock, from 1973 up: such a file begins with its first word. */
const CLOCK_TIME = 1e14;

/** Each utterance is written when it is final. Nothing reaches the user unless the stream ended. */
export const kernel = defineKernel<typeof spec>(async ({ name, format, length }, env) => {
  const encoder = new TextEncoder();
  const target = await env.host('save', { name: `${name}.${format}`, mimeType: MIME[format] });
  const writer: WritableStreamDefaultWriter<SaveWrite> = target.getWriter();
  let position = 0;
  let count = 0;
  let origin: number | undefined;
  let finished = false;

  const write = async (text: string): Promise<void> => {
    const data = encoder.encode(text);
    if (data.length === 0) return;
    await writer.write({ position, data });
    position += data.length;
  };

  await write(fileHeader(format));
  return {
    process({ transcript }) {
      const { words, final } = transcript!.payload;
      const [first] = words;
      if (!final || !first) return;
      origin ??= first.start >= CLOCK_TIME ? first.start : 0;
      const cues = cuesOf(words, length, origin);
      return write(cues.map((cue) => cueText(cue, ++count, format)).join(''));
    },

    async flush() {
      await writer.close();
      finished = true;
    },

    /** A file keeps the name and format it was begun with. */
    update() {},

    async close() {
      if (!finished) await writer.abort(new Error('The node closed before its stream had ended.'));
    },
  };
});
