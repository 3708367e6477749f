import { figure } from '#base/figures.ts';
import { isRecord, type Json } from '#base/json.ts';
import type { ParamField } from '#contract/params.ts';
import type { PortType } from '#stream/payload.ts';

const PICTURES: ReadonlySet<string> = new Set<PortType>(['video/raw', 'vision/detections']);

/** Chunks per second; those that follow pictures are frames: `29.9 fps`, all others `93.8/s`. */
export function formatRate(perSecond: number, type?: string): string {
  const rate = figure(perSecond, 1);
  return type !== undefined && PICTURES.has(type) ? `${rate} fps` : `${rate}/s`;
}

/** A time in ms, `4.6 ms`; below a tenth in microseconds, `38 µs`; from a second on in seconds, `1.2 s`. */
export function formatMs(ms: number, decimals = 1): string {
  if (ms > 0 && ms < 0.1 && decimals > 0) return `${figure(ms * 1000)} µs`;
  return ms < 1000 ? `${figure(ms, decimals)} ms` : `${figure(ms / 1000, 1)} s`;
}

/** A count with thin thousands: `20 012`. */
export function formatCount(count: number): string {
  return figure(count);
}

/** Bytes in powers of 1024, three digits or so: `812 B`, `4.0 KiB`, `64.0 MiB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${figure(bytes)} B`;
  const units = ['KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes / 1024;
  let unit = 0;
  // 1023.95 would be printed as 1 024.0.
  while (value >= 1023.95 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${figure(value, 1)} ${units[unit]}`;
}

/** Run time in ms as `00:12:48`, with `tenths` as `00:12:48.3`. */
export function formatClock(ms: number, tenths = false): string {
  const total = Math.max(0, Math.floor(ms / 100));
  const seconds = Math.floor(total / 10);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  return tenths ? `${clock}.${total % 10}` : clock;
}

/** About how long something takes, in one unit: `8 s`, `3 min`, `2 h`. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** A share from 0 to 1: `61 %`. */
export function formatShare(share: number): string {
  return `${figure(share * 100)} %`;
}

/** Decimals that show every step of a number field; 2 where it names no step. */
export function decimalsOf(field: ParamField): number {
  if (field.kind !== 'number' || field.integer) return 0;
  const { step } = field.meta;
  if (step === undefined) return 2;
  return String(step).split('.')[1]?.length ?? 0;
}

/** The value of a param in words, with its unit: `1.4 px`, `Colour bars`, `On`, `talk.wav`. */
export function formatParam(value: Json | undefined, field: ParamField): string {
  switch (field.kind) {
    case 'number': {
      const number = typeof value === 'number' ? value : field.fallback;
      const unit = field.meta.unit ? ` ${field.meta.unit}` : '';
      return `${figure(number, decimalsOf(field))}${unit}`;
    }
    case 'boolean':
      return value === true ? 'On' : 'Off';
    case 'choice':
      return typeof value === 'string' ? (field.meta.labels?.[value] ?? value) : field.fallback;
    case 'text':
      return formatText(value, field);
    case 'file':
      return formatFile(value);
  }
}

function formatText(value: Json | undefined, field: ParamField): string {
  if (typeof value === 'string' && value !== '') return value;
  if (field.meta.control === 'camera') return 'Default camera';
  if (field.meta.control === 'microphone') return 'Default microphone';
  return 'None';
}

function formatFile(value: Json | undefined): string {
  if (isRecord(value)) {
    if (typeof value['name'] === 'string') return value['name'];
    if (typeof value['asset'] === 'string') return value['asset'].replace(/^.*\//, '');
  }
  return 'No file yet';
}
