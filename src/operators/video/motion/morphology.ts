/**
 * Closes holes and gaps: sets every cell within `rx` columns and `ry` rows of a set one, then takes the
 * same margin away again. Cells beyond the border count as unset when growing and as set when shrinking,
 * so that a closed mask holds at least the original one. Works in place; `scratch` is as long as the mask.
 */
export function closeMask(
  mask: Uint8Array,
  scratch: Uint8Array,
  width: number,
  radius: { readonly x: number; readonly y: number },
): void {
  const height = mask.length / width;
  const rows = { count: height, length: width, lane: width, step: 1 };
  const columns = { count: width, length: height, lane: 1, step: width };
  for (const value of [1, 0]) {
    spread(mask, scratch, rows, radius.x, value);
    spread(scratch, mask, columns, radius.y, value);
  }
}

/** `count` lines of `length` cells: line i begins at `i * lane`, its cells are `step` apart. */
interface Lines {
  readonly count: number;
  readonly length: number;
  readonly lane: number;
  readonly step: number;
}

/** Gives `value` to every cell with one of that value at most `radius` away along its line. */
function spread(
  from: Uint8Array,
  to: Uint8Array,
  { count, length, lane, step }: Lines,
  radius: number,
  value: number,
): void {
  for (let line = 0; line < count; line++) {
    const start = line * lane;
    // The nearest cells of that value: `ahead` runs in front of `i`, `last` is behind or at the front.
    let last = -Infinity;
    for (let ahead = 0; ahead < length + radius; ahead++) {
      if (ahead < length && from[start + ahead * step] === value) last = ahead;
      const i = ahead - radius;
      if (i >= 0) to[start + i * step] = last >= i - radius ? value : 1 - value;
    }
  }
}
