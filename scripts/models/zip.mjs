// The two records of a zip archive that are needed to read single members (PKWARE APPNOTE 6.3.10, 4.3).
import { inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
/** The record at the end of an archive, with the longest comment. */
const LONGEST_END = 22 + 65_535;

/**
 * Reads members out of a zip archive of `size` bytes of which `read(start, end)` gives any part: names to
 * bytes. Reads the end, the directory and the wanted members alone.
 */
export async function readMembers(size, read, names) {
  const tail = await read(Math.max(0, size - LONGEST_END), size);
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || tail.readUInt32LE(end) !== END_OF_DIRECTORY) throw new Error('it is no zip file.');
  const start = tail.readUInt32LE(end + 16);
  const directory = await read(start, start + tail.readUInt32LE(end + 12));
  const entries = new Map(entriesOf(directory));
  const members = new Map();
  for (const name of names) {
    const entry = entries.get(name);
    if (!entry) throw new Error(`it has no '${name}'.`);
    members.set(name, await memberOf(entry, read));
  }
  return members;
}

function* entriesOf(directory) {
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === DIRECTORY_ENTRY;) {
    const nameLength = directory.readUInt16LE(at + 28);
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength);
    yield [
      name,
      {
        method: directory.readUInt16LE(at + 10),
        packedSize: directory.readUInt32LE(at + 20),
        offset: directory.readUInt32LE(at + 42),
      },
    ];
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
}

async function memberOf({ method, packedSize, offset }, read) {
  const header = await read(offset, offset + 30);
  if (header.readUInt32LE(0) !== LOCAL_HEADER) throw new Error('its directory is broken.');
  // Name and extra field of the local header may be longer than those of the directory.
  const start = offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = await read(start, start + packedSize);
  if (method === 0) return packed;
  if (method !== 8)
    throw new Error(`a member is packed by method ${method}; only 0 and 8 are read.`);
  return inflateRawSync(packed);
}
