import { defineKernel } from '#contract/kernel.ts';
import type { SaveWrite } from '#contract/host.ts';
import { header, rowsOf } from './rows.ts';
import type { spec } from './spec.ts';

const MIME = { csv: 'text/csv', jsonl: 'application/jsonl' } as const;

/** Text gathered before it is written, in characters: a write crosses to another thread. */
const PIECE = 64 * 1024;

/** Nothing reaches the user unless the stream ended by itself or the run was stopped: never half a file. */
export const kernel = defineKernel<typeof spec>(async ({ name, format }, env) => {
  const encoder = new TextEncoder();
  const target = await env.host('save', { name: `${name}.${format}`, mimeType: MIME[format] });
  const writer: WritableStreamDefaultWriter<SaveWrite> = target.getWriter();
  let text = '';
  let begun = false;
  let position = 0;
  let finished = false;

  async function write(): Promise<void> {
    const data = encoder.encode(text);
    text = '';
    if (data.length === 0) return;
    await writer.write({ position, data });
    position += data.length;
  }

  return {
    process({ value }) {
      const { timestamp, payload } = value!;
      if (!begun) text += header(typeof payload === 'number' ? 'number' : 'boxes', format);
      begun = true;
      text += rowsOf(timestamp, payload, format);
      return text.length >= PIECE ? write() : undefined;
    },

    async flush() {
      if (!begun) text += header('number', format);
      await write();
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
