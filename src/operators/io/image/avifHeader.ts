import type { Bytes } from '#stream/payload.ts';

/** What an AVIF says of its picture before it is decoded. */
export interface AvifHeader {
  /** As stored: not yet upright. */
  readonly width: number;
  readonly height: number;
  /** How it stands, 1 to 8, as in Exif; 1 is upright. */
  readonly orientation: number;
}

/** A box (ISO/IEC 14496-12, 4.2): its type, and where its contents lie. */
interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** The orientation by quarter turns against the clock (`irot`), then without mirror, top to bottom, left to right (`imir`). */
const ORIENTATIONS = [
  [1, 4, 2],
  [8, 5, 7],
  [3, 2, 4],
  [6, 7, 5],
] as const;

/**
 * Reads size and turn of the primary item (ISO/IEC 23008-12, 6.5.3, 6.5.10 and 6.5.12). Throws an `Error` whose
 * message says what is missing, as part of a sentence.
 */
export function readAvifHeader(bytes: Bytes): AvifHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const meta = find(boxesIn(view, 0, view.byteLength), 'meta');
    // A full box: version and flags come first.
    const boxes = boxesIn(view, meta.start + 4, meta.end);
    const properties = find(boxes, 'iprp');
    const inside = boxesIn(view, properties.start, properties.end);
    const holder = find(inside, 'ipco');
    const all = boxesIn(view, holder.start, holder.end);
    const own = propertiesOf(view, find(inside, 'ipma'), primaryItem(view, find(boxes, 'pitm')));
    return headerOf(
      view,
      own.flatMap((index) => all[index - 1] ?? []),
    );
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Error('it ends before the picture does', { cause: error });
  }
}

function headerOf(view: DataView, properties: readonly Box[]): AvifHeader {
  const size = find(properties, 'ispe');
  const turn = properties.find(({ type }) => type === 'irot');
  const mirror = properties.find(({ type }) => type === 'imir');
  const turns = turn ? view.getUint8(turn.start) & 3 : 0;
  const axis = mirror ? (view.getUint8(mirror.start) & 1) + 1 : 0;
  return {
    width: view.getUint32(size.start + 4),
    height: view.getUint32(size.start + 8),
    orientation: ORIENTATIONS[turns]![axis]!,
  };
}

function find(boxes: readonly Box[], type: string): Box {
  const box = boxes.find((one) => one.type === type);
  if (!box) throw new Error(`it has no '${type}', so nothing says what its picture is`);
  return box;
}

function boxesIn(view: DataView, start: number, end: number): readonly Box[] {
  const boxes: Box[] = [];
  for (let at = start; at + 8 <= end;) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...[4, 5, 6, 7].map((i) => view.getUint8(at + i)));
    // 0 reaches to the end; 1 has its length behind the type.
    const isLong = length === 1;
    const size = isLong ? Number(view.getBigUint64(at + 8)) : length === 0 ? end - at : length;
    if (size < 8) break;
    boxes.push({ type, start: at + (isLong ? 16 : 8), end: Math.min(end, at + size) });
    at += size;
  }
  return boxes;
}

function primaryItem(view: DataView, { start }: Box): number {
  return view.getUint8(start) === 0 ? view.getUint16(start + 4) : view.getUint32(start + 4);
}

/** The properties of an item by their place in the list of all, counted from 1. */
function propertiesOf(view: DataView, { start }: Box, wanted: number): readonly number[] {
  const hasLongIds = view.getUint8(start) >= 1;
  const hasLongIndices = (view.getUint8(start + 3) & 1) === 1;
  const items = view.getUint32(start + 4);
  let at = start + 8;
  for (let i = 0; i < items; i++) {
    const item = hasLongIds ? view.getUint32(at) : view.getUint16(at);
    at += hasLongIds ? 4 : 2;
    const count = view.getUint8(at++);
    const indices: number[] = [];
    for (let p = 0; p < count; p++, at += hasLongIndices ? 2 : 1) {
      indices.push(hasLongIndices ? view.getUint16(at) & 0x7fff : view.getUint8(at) & 0x7f);
    }
    if (item === wanted) return indices;
  }
  return [];
}
