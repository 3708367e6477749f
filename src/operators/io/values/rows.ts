import type { Micros } from '#stream/micros.ts';
import type { Detection, Detections } from '#stream/payload.ts';

/** How rows are written. */
export type RowFormat = 'csv' | 'jsonl';

const BOX_FIELDS = [
  'x',
  'y',
  'width',
  'height',
  'score',
  'label',
] as const satisfies readonly (keyof Detection)[];

/** The first line of a file of such values; nothing for JSON lines. */
export function header(kind: 'number' | 'boxes', format: RowFormat): string {
  if (format === 'jsonl') return '';
  return kind === 'number' ? 'time,value\n' : `time,${BOX_FIELDS.join(',')}\n`;
}

/** The rows of one chunk, each ended by a line feed: one for a number, one for every box. */
export function rowsOf(timestamp: Micros, payload: number | Detections, format: RowFormat): string {
  const time = seconds(timestamp);
  if (typeof payload === 'number') {
    return format === 'csv'
      ? `${time},${payload}\n`
      : `{"time":${time},"value":${json(payload)}}\n`;
  }
  return payload.items.map((item) => boxRow(time, item, format)).join('');
}

function boxRow(time: string, item: Detection, format: RowFormat): string {
  if (format === 'csv') {
    return `${[time, ...BOX_FIELDS.map((field) => quoted(item[field] ?? ''))].join(',')}\n`;
  }
  const fields = BOX_FIELDS.filter((field) => item[field] !== undefined);
  return `{"time":${time},${fields.map((field) => `"${field}":${json(item[field]!)}`).join(',')}}\n`;
}

/** Whole microseconds as seconds with six decimals, exactly. */
function seconds(timestamp: Micros): string {
  const micros = Math.abs(timestamp);
  const fraction = String(micros % 1_000_000).padStart(6, '0');
  return `${timestamp < 0 ? '-' : ''}${Math.floor(micros / 1_000_000)}.${fraction}`;
}

/** A CSV field: quoted where it holds a comma, a quote or a line break (RFC 4180, rules 6 and 7). */
function quoted(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** JSON has no NaN and no infinities; they become null. */
function json(value: string | number): string {
  return JSON.stringify(value);
}
