/** A box of an ISO file (ISO/IEC 14496-12, 4.2): its type, and where its contents lie. */
interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** Boxes that hold boxes on the way to the tables of a track. */
const HOLDERS = new Set(['moov', 'trak', 'mdia', 'minf']);

/** The largest index looked at, in bytes: ten hours of film have 30 MB. */
const LARGEST = 64 * 1024 * 1024;

/** Boxes a file may have before its index. */
const BEFORE = 64;

/**
 * False for an MP4 or QuickTime file whose index names chunks that it does not have: mediabunny 1.61 counts up
 * to them, which takes minutes for one changed byte. True for whatever else; the demuxer sees for itself.
 */
export async function hasSaneIndex(blob: Blob): Promise<boolean> {
  const index = await indexOf(blob);
  if (!index) return true;
  const view = new DataView(await blob.slice(index.start, index.end).arrayBuffer());
  return tablesBelow(view, { ...index, start: 0, end: view.byteLength }).every((table) =>
    isSane(view, table),
  );
}

async function indexOf(blob: Blob): Promise<Box | undefined> {
  let at = 0;
  for (let i = 0; i < BEFORE && at + 8 <= blob.size; i++) {
    const view = new DataView(await blob.slice(at, at + 16).arrayBuffer());
    const box = boxAt(view, 0, view.byteLength);
    if (!box || !/^[\w -]{4}$/.test(box.type)) return undefined;
    const isLong = view.getUint32(0) === 1 && view.byteLength === 16;
    const size = isLong ? Number(view.getBigUint64(8)) : view.getUint32(0);
    if (box.type === 'moov') {
      const end = Math.min(blob.size, at + size);
      return end - at > LARGEST ? undefined : { type: box.type, start: at + 8, end };
    }
    if (size < 8) return undefined;
    at += size;
  }
  return undefined;
}

function boxAt(view: DataView, at: number, end: number): Box | undefined {
  if (at + 8 > end) return undefined;
  const type = String.fromCharCode(...[4, 5, 6, 7].map((i) => view.getUint8(at + i)));
  return { type, start: at + 8, end: Math.min(end, at + view.getUint32(at)) };
}

/** Every sample table below a box. */
function tablesBelow(view: DataView, { start, end }: Box): readonly Box[] {
  const boxes = boxesIn(view, start, end);
  return boxes.flatMap((box) =>
    box.type === 'stbl' ? [box] : HOLDERS.has(box.type) ? tablesBelow(view, box) : [],
  );
}

function boxesIn(view: DataView, start: number, end: number): readonly Box[] {
  const boxes: Box[] = [];
  for (let box = boxAt(view, start, end); box; box = boxAt(view, box.end, end)) {
    boxes.push(box);
    // A size below its own header would lead nowhere.
    if (box.end < box.start) break;
  }
  return boxes;
}

/** True if no run of chunks begins behind the last chunk (8.7.4), and every run behind the one before. */
function isSane(view: DataView, table: Box): boolean {
  const boxes = boxesIn(view, table.start, table.end);
  const offsets = boxes.find(({ type }) => type === 'stco' || type === 'co64');
  const runs = boxes.find(({ type }) => type === 'stsc');
  if (!offsets || !runs || offsets.start + 8 > offsets.end || runs.start + 8 > runs.end)
    return true;
  const chunks = view.getUint32(offsets.start + 4);
  const room = Math.floor((offsets.end - offsets.start - 8) / (offsets.type === 'stco' ? 4 : 8));
  const count = view.getUint32(runs.start + 4);
  if (chunks > room || count > Math.floor((runs.end - runs.start - 8) / 12)) return false;
  let before = 0;
  for (let i = 0; i < count; i++) {
    const first = view.getUint32(runs.start + 8 + 12 * i);
    if (first <= before || first > chunks) return false;
    before = first;
  }
  return true;
}
