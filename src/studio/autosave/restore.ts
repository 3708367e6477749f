import type { SpecOf } from '#contract/spec.ts';
import type { Pipeline } from '#pipeline/pipeline.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { lockDocument } from './documentLock.ts';
import { newestValid } from './generation.ts';
import type { GenerationStore } from './generationStore.ts';

const KEY = 'millrace.document';

/** A document as it was saved. */
export interface Restored {
  /** As saved; named as a copy where another tab has the document open. */
  readonly pipeline: Pipeline;
  readonly savedAt: number;
  /** Undefined for a copy, which is a document of its own. */
  readonly id: string | undefined;
}

/**
 * The document this tab had, else the one saved last. Undefined where there is none.
 */
export async function restoreDocument(
  store: GenerationStore,
  specOf: SpecOf,
): Promise<Restored | undefined> {
  const id = rememberedDocument() ?? (await store.newest())[0]?.document;
  return id === undefined ? undefined : readDocument(store, id, specOf);
}

/**
 * Reads the newest generation of a document that is whole; what could not be read is set aside, never
 * deleted. A document that another tab has open comes as a copy, so that neither overwrites the other.
 */
export async function readDocument(
  store: GenerationStore,
  id: string,
  specOf: SpecOf,
): Promise<Restored | undefined> {
  const { pipeline, savedAt, damaged } = newestValid(await store.of(id), specOf);
  for (const generation of damaged) await store.setAside(generation);
  if (!pipeline) return undefined;
  if (id === documentStore.getState().id) return { pipeline, savedAt, id };
  const release = await lockDocument(id);
  if (!release) {
    return { pipeline: { ...pipeline, name: `${pipeline.name} (copy)` }, savedAt, id: undefined };
  }
  // Whoever opens it takes the lock again, for as long as it is open.
  release();
  return { pipeline, savedAt, id };
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
