import type { Bytes } from '#stream/payload.ts';

/** As long as clusters get, in bytes: a few seconds of picture. A longer one that was cut off is lost. */
const LONGEST_CLUSTER = 32 * 1024 * 1024;

const EBML_HEADER = 0x1a45dfa3;
const SEGMENT = 0x18538067;
const CLUSTER = 0x1f43b675;

/**
 * A WebM or Matroska file that was cut off, with its last cluster shortened to the blocks that are
 * there: a reader that wants clusters whole would leave all of them out. Any other file as it is.
 */
export async function wholeClusters(blob: Blob): Promise<Blob> {
  const header = await readElement(blob, 0);
  if (header?.id !== EBML_HEADER) return blob;
  const segment = await readElement(blob, header.end);
  // A live recording does not know its size, and has no end that could be missing.
  if (segment?.id !== SEGMENT || segment.end <= blob.size || segment.end === Infinity) return blob;
  const last = await cutElement(blob, segment.start);
  if (last?.id !== CLUSTER || blob.size - last.start > LONGEST_CLUSTER) return blob;
  const rest = new Uint8Array(await blob.slice(last.start).arrayBuffer());
  const kept = wholeChildren(rest);
  return new Blob([
    blob.slice(0, last.sizeAt),
    sizeBytes(kept, last.start - last.sizeAt),
    rest.subarray(0, kept),
  ]);
}

/** An EBML element (RFC 8794); offsets of its size, its contents and what comes after it. */
interface Element {
  readonly id: number;
  readonly sizeAt: number;
  readonly start: number;
  /** Infinity where the size is not known. */
  readonly end: number;
}

async function readElement(blob: Blob, at: number): Promise<Element | undefined> {
  return parseElement(new Uint8Array(await blob.slice(at, at + 12).arrayBuffer()), 0, at);
}

/** The element that reaches beyond the end of the file, looked for among siblings from `at` on. */
async function cutElement(blob: Blob, at: number): Promise<Element | undefined> {
  for (;;) {
    const element = await readElement(blob, at);
    if (!element || element.end > blob.size) return element;
    at = element.end;
  }
}

/** Length of the children that are there as a whole. */
function wholeChildren(bytes: Bytes): number {
  let at = 0;
  for (;;) {
    const child = parseElement(bytes, at, 0);
    if (!child || child.end > bytes.length) return at;
    at = child.end;
  }
}

/** The element at `at`, its offsets moved by `base`; undefined where there is none. */
function parseElement(bytes: Bytes, at: number, base: number): Element | undefined {
  const idLength = lengthOf(bytes[at]);
  const sizeAt = at + idLength;
  const sizeLength = lengthOf(bytes[sizeAt]);
  const start = sizeAt + sizeLength;
  if (idLength === 0 || idLength > 4 || sizeLength === 0 || start > bytes.length) return undefined;
  let id = 0;
  for (let i = at; i < sizeAt; i++) id = id * 256 + bytes[i]!;
  let size = bytes[sizeAt]! & (0xff >> sizeLength);
  let unknown = size === 0xff >> sizeLength;
  for (let i = sizeAt + 1; i < start; i++) {
    size = size * 256 + bytes[i]!;
    unknown &&= bytes[i] === 0xff;
  }
  const end = unknown ? Infinity : base + start + size;
  return { id, sizeAt: base + sizeAt, start: base + start, end };
}

/** Bytes of a variable-length number: one more than its first byte has leading zeros; 0 for no such number. */
function lengthOf(first: number | undefined): number {
  return first === undefined || first === 0 ? 0 : Math.clz32(first) - 23;
}

/** `size` as a variable-length number of `length` bytes. */
function sizeBytes(size: number, length: number): Bytes {
  const bytes = new Uint8Array(length);
  let rest = size;
  for (let i = length - 1; i >= 0; i--) {
    bytes[i] = rest & 0xff;
    rest = Math.floor(rest / 256);
  }
  bytes[0]! |= 0x80 >> (length - 1);
  return bytes;
}
