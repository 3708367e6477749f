import type { Chunk } from '#stream/chunk.ts';

/** A chunk before which others were left out: sound that lacks what came before says so. */
export function afterGap(chunk: Chunk): Chunk {
  const { payload } = chunk;
  if (typeof payload === 'number' || payload.kind !== 'audio') return chunk;
  return { ...chunk, payload: { ...payload, discontinuity: true } };
}
