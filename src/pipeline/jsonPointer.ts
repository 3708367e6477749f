/** The way to a value inside a document: keys and indexes from the outside in. */
export type JsonPath = readonly (string | number)[];

/** Writes a way as RFC 6901 does: `/nodes/3/params/half~1life`. Empty for the whole document. */
export function jsonPointer(path: JsonPath): string {
  return path
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
