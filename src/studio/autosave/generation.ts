import type { SpecOf } from '#contract/spec.ts';
import { parsePipeline } from '#pipeline/parse.ts';
import type { Pipeline } from '#pipeline/pipeline.ts';

/** One saved state of a document. */
export interface Generation {
  /** Id of the document. */
  readonly document: string;
  /** Counts up from 1 with every save of that document. */
  readonly seq: number;
  /** In ms since the epoch. */
  readonly savedAt: number;
  /** The printed pipeline. */
  readonly text: string;
  /** `checksumOf(text)` when it was written. */
  readonly checksum: number;
  /** True for one that could not be read: it is kept for whoever wants to rescue it, and never counted. */
  readonly damaged?: true;
}

/** FNV-1a over UTF-16 code units, 32 bit: finds torn and flipped bytes; no protection against intent. */
export function checksumOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/** What can be restored of a document, and which generations could not be read. */
export interface Restorable {
  readonly pipeline: Pipeline | undefined;
  readonly savedAt: number;
  readonly damaged: readonly Generation[];
}

/** The newest generation that is whole and still parses. */
export function newestValid(generations: readonly Generation[], specOf: SpecOf): Restorable {
  const damaged: Generation[] = [];
  for (const generation of generations.toSorted((a, b) => b.seq - a.seq)) {
    if (generation.damaged) continue;
    if (checksumOf(generation.text) === generation.checksum) {
      const parsed = parsePipeline(generation.text, specOf);
      if (parsed.ok) return { pipeline: parsed.value, savedAt: generation.savedAt, damaged };
    }
    damaged.push(generation);
  }
  return { pipeline: undefined, savedAt: 0, damaged };
}
