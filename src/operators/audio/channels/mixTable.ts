/** What each output channel gets of each input channel: `table[to][from]`. */
export type MixTable = readonly (readonly number[])[];

const HALF = 0.5;
const ROOT_HALF = Math.SQRT1_2;

/**
 * By `from to`: left, right, then centre and bass, then the surrounds (Web Audio API, §4.3.1 "Up-mixing and
 * down-mixing speaker layouts").
 */
const LAYOUTS: Readonly<Record<string, MixTable>> = {
  '1 2': [[1], [1]],
  '1 4': [[1], [1], [0], [0]],
  '1 6': [[0], [0], [1], [0], [0], [0]],
  '2 1': [[HALF, HALF]],
  '4 1': [[0.25, 0.25, 0.25, 0.25]],
  '4 2': [
    [HALF, 0, HALF, 0],
    [0, HALF, 0, HALF],
  ],
  '4 6': [
    [1, 0, 0, 0],
    [0, 1, 0, 0],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
    [0, 0, 1, 0],
    [0, 0, 0, 1],
  ],
  '6 1': [[ROOT_HALF, ROOT_HALF, 1, 0, HALF, HALF]],
  '6 2': [
    [1, 0, ROOT_HALF, 0, ROOT_HALF, 0],
    [0, 1, ROOT_HALF, 0, 0, ROOT_HALF],
  ],
  '6 4': [
    [1, 0, ROOT_HALF, 0, 0, 0],
    [0, 1, ROOT_HALF, 0, 0, 0],
    [0, 0, 0, 0, 1, 0],
    [0, 0, 0, 0, 0, 1],
  ],
};

/**
 * The table between two numbers of channels. Where no layout is known, mono is the mean of all, and else
 * channels keep their places: those without one are left out, and those that nothing comes to are silent.
 */
export function mixTable(from: number, to: number): MixTable {
  const layout = LAYOUTS[`${from} ${to}`];
  if (layout) return layout;
  if (to === 1) return [Array.from({ length: from }, () => 1 / from)];
  return Array.from({ length: to }, (_, t) =>
    Array.from({ length: from }, (_unused, f) => Number(f === t)),
  );
}
