import type { Chunk } from '#stream/chunk.ts';
import type { Bytes, Payload } from '#stream/payload.ts';
import { tightPlanes } from './encode.ts';

/**
 * One line for a chunk: timestamp and duration in µs, `-` where it has none, and the SHA-256 of everything
 * in the payload. The same in Node and in a browser.
 */
export async function fingerprintLine({ timestamp, duration, payload }: Chunk): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', allBytes(payload)));
  const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${timestamp} ${duration ?? '-'} ${hex}\n`;
}

/** The fields as JSON with keys in order, and behind them the bytes of every array of numbers. */
function allBytes(payload: Payload): Bytes {
  const parts: Uint8Array[] = [];
  const isFrame = typeof payload !== 'number' && payload.kind === 'frame';
  // How far apart rows lie in memory is no part of the picture.
  const whole = isFrame ? { ...payload, planes: tightPlanes(payload), strides: [] } : payload;
  const fields = JSON.stringify(whole, (_key, value: unknown) => {
    if (ArrayBuffer.isView(value)) {
      parts.push(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
      return { bytes: value.byteLength };
    }
    if (typeof value === 'bigint' || typeof value === 'number') return String(value);
    return isPlain(value) ? sorted(value) : value;
  });
  parts.unshift(new TextEncoder().encode(fields));
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries);
}
