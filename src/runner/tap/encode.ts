import { Fault } from '#contract/fault.ts';
import { header, type RowFormat, rowsOf } from '#operators/io/values/rows.ts';
import type { Chunk } from '#stream/chunk.ts';
import { halfUp } from '#stream/frames.ts';
import type { Bytes, Frame, Payload, Tensor, Transcript } from '#stream/payload.ts';
import { portTypeOf } from '#stream/payload.ts';
import { formatsFor, type TapFormat } from './formats.ts';
import { interleaved } from './wav.ts';

/** Text of one chunk; `first` has the header before it. Throws a `Fault` for what has no rows. */
export function textOf({ timestamp, payload }: Chunk, format: RowFormat, first: boolean): string {
  if (typeof payload === 'number') {
    return (first ? header('number', format) : '') + rowsOf(timestamp, payload, format);
  }
  if (payload.kind === 'detections') {
    return (first ? header('boxes', format) : '') + rowsOf(timestamp, payload, format);
  }
  if (payload.kind === 'transcript') return transcriptRow(timestamp, payload, format, first);
  if (payload.kind === 'tensor') return tensorRow(timestamp, payload, format, first);
  throw misfit(payload, format);
}

/** The numbers of a payload as they are: planes without gaps, interleaved floats, one double for a number. */
export function rawOf(payload: Payload): Bytes {
  if (typeof payload === 'number') {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setFloat64(0, payload, true);
    return bytes;
  }
  switch (payload.kind) {
    case 'frame':
      return tightPlanes(payload);
    case 'audio':
      return interleaved(payload);
    case 'tensor':
      return new Uint8Array(payload.data.slice().buffer);
    case 'detections':
    case 'transcript':
      throw misfit(payload, 'raw');
  }
}

/** A payload that came by a port of several types and does not suit the file. */
export function misfit(payload: Payload, format: TapFormat): Fault {
  const type = portTypeOf(payload);
  return new Fault({
    title: 'The tap does not fit',
    message: `'${type}' can't be written as ${format.toUpperCase()}; ${formatsFor(type).join(' and ')} can.`,
    remedies: [],
  });
}

function tensorRow(time: number, { data }: Tensor, format: RowFormat, first: boolean): string {
  const seconds = (time / 1e6).toFixed(6);
  if (format === 'jsonl') return `{"time":${seconds},"values":${JSON.stringify([...data])}}\n`;
  const columns = first ? `time,${Array.from(data, (_, i) => `v${i}`).join(',')}\n` : '';
  return `${columns}${seconds},${data.join(',')}\n`;
}

/** The text of one hypothesis; a quote in a word is doubled, as in every CSV field. */
function transcriptRow(
  time: number,
  { id, final, words }: Transcript,
  format: RowFormat,
  first: boolean,
): string {
  const seconds = (time / 1e6).toFixed(6);
  if (format === 'jsonl') {
    const said = words.map(({ text, start, end, confidence }) => ({
      text,
      start: start / 1e6,
      end: end / 1e6,
      confidence,
    }));
    return `{"time":${seconds},"id":${id},"final":${final},"words":${JSON.stringify(said)}}\n`;
  }
  const text = words.map((word) => word.text).join(' ');
  return `${first ? 'time,id,final,text\n' : ''}${seconds},${id},${final},"${text.replaceAll('"', '""')}"\n`;
}

/** The planes of a frame, one behind the other, rows without gaps. */
export function tightPlanes(frame: Frame): Bytes {
  const sizes = frame.planes.map((_, p) => sizeOf(frame, p));
  const out = new Uint8Array(sizes.reduce((sum, [width, height]) => sum + width * height, 0));
  let at = 0;
  frame.planes.forEach((plane, p) => {
    const [width, height] = sizes[p]!;
    for (let y = 0; y < height; y++, at += width) {
      const from = y * frame.strides[p]!;
      out.set(plane.subarray(from, from + width), at);
    }
  });
  return out;
}

/** Bytes of a row and rows of a plane. */
function sizeOf({ format, width, height }: Frame, plane: number): readonly [number, number] {
  if (plane > 0) return [halfUp(width), halfUp(height)];
  return [format === 'RGBA' ? width * 4 : width, height];
}
