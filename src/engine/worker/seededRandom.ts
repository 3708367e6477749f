/**
 * Uniform numbers in [0, 1) from the run's seed and a node's id: the same run gives the same numbers
 * on every machine. Mulberry32 (Tommy Ettinger, public domain) over an FNV-1a hash.
 */
export function seededRandom(seed: number, node: string): () => number {
  let state = 0x811c9dc5 ^ seed;
  for (let i = 0; i < node.length; i++) state = Math.imul(state ^ node.charCodeAt(i), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
