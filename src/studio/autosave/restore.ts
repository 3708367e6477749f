import type { SpecOf } from '#contract/spec.ts';
import type { Pipeline } from '#pipeline/pipeline.ts';
import { lockDocument } from './documentLock.ts';
import { newestValid } from './generation.ts';
import type { GenerationStore } from './generationStore.ts';

const KEY = 'millrace.document';

/** What this tab goes on with. */
export interface Restored {
  readonly pipeline: Pipeline;
  readonly savedAt: number;
  readonly id: string;
  /** Lets other tabs have the document. Undefined where another tab has it open, so this one may not save it. */
  readonly release: (() => void) | undefined;
}

/**
 * The document this tab had, else the one saved last. Reads the newest generation that is whole; what
 * could not be read is set aside, never deleted. Undefined where there is none.
 */
export async function restoreDocument(
  store: GenerationStore,
  specOf: SpecOf,
): Promise<Restored | undefined> {
  const id = rememberedDocument() ?? (await store.newestDocument());
  if (id === undefined) return undefined;
  const release = await lockDocument(id);
  const { pipeline, savedAt, damaged } = newestValid(await store.of(id), specOf);
  for (const generation of damaged) await store.setAside(generation);
  if (!pipeline) {
    release?.();
    return undefined;
  }
  return { pipeline, savedAt, id, release };
}

/** A reloaded tab goes on with its own document; the storage of a tab goes with it. */
function rememberedDocument(): string | undefined {
  try {
    return sessionStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Remembers which document this tab has. */
export function rememberDocument(id: string): void {
  try {
    sessionStorage.setItem(KEY, id);
  } catch {
    // Storage forbidden: a reload then opens the document saved last, which mostly is this one.
  }
}
