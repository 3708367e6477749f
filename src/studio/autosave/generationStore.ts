import { checksumOf, type Generation } from './generation.ts';

/** Generations kept of each document, damaged ones not counted. */
const GENERATIONS = 3;
/** Documents kept; the ones saved longest ago go. */
const DOCUMENTS = 50;

const STORE = 'generations';

/** The saved documents of this browser, in IndexedDB. */
export interface GenerationStore {
  /** Adds a generation; resolves when it is on the disk. Older ones go in the same transaction. */
  save(document: string, text: string): Promise<number>;
  /** All that is kept of one document. */
  of(document: string): Promise<readonly Generation[]>;
  /** The newest generation of every document, the one saved last first. */
  newest(): Promise<readonly Generation[]>;
  /** Marks a generation that could not be read, so that it stays and is not tried again. */
  setAside(generation: Generation): Promise<void>;
}

/** Opens the store. Rejects where the browser keeps no data for this page. */
export async function openGenerationStore(): Promise<GenerationStore> {
  const request = indexedDB.open('millrace', 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(STORE, { keyPath: ['document', 'seq'] });
  };
  const database = await settled(request);
  // A later version of the app in another tab may upgrade; this tab then says that it cannot save.
  database.onversionchange = () => database.close();

  function transaction(mode: IDBTransactionMode): IDBTransaction {
    return database.transaction(STORE, mode, { durability: 'strict' });
  }

  return {
    async save(document, text) {
      const change = transaction('readwrite');
      const store = change.objectStore(STORE);
      const before = await settled<Generation[]>(store.getAll(rangeOf(document)));
      const seq = 1 + Math.max(0, ...before.map((generation) => generation.seq));
      const savedAt = Date.now();
      const next: Generation = { document, seq, savedAt, text, checksum: checksumOf(text) };
      store.add(next);
      const valid = before.filter(({ damaged }) => !damaged);
      for (const old of valid.slice(0, Math.max(0, valid.length + 1 - GENERATIONS))) {
        store.delete([document, old.seq]);
      }
      if (seq === 1) await deleteOldest(store);
      await done(change);
      return savedAt;
    },

    of: (document) => settled(transaction('readonly').objectStore(STORE).getAll(rangeOf(document))),

    async newest() {
      const all = await settled<Generation[]>(transaction('readonly').objectStore(STORE).getAll());
      return newestOfEach(all);
    },

    async setAside(generation) {
      const change = transaction('readwrite');
      change.objectStore(STORE).put({ ...generation, damaged: true });
      await done(change);
    },
  };
}

async function deleteOldest(store: IDBObjectStore): Promise<void> {
  const all = await settled<Generation[]>(store.getAll());
  const old = newestOfEach(all).slice(DOCUMENTS);
  for (const { document } of old) store.delete(rangeOf(document));
}

function newestOfEach(all: readonly Generation[]): readonly Generation[] {
  const newest = new Map<string, Generation>();
  for (const generation of all) {
    const known = newest.get(generation.document);
    if (!generation.damaged && (known?.seq ?? 0) < generation.seq) {
      newest.set(generation.document, generation);
    }
  }
  return [...newest.values()].toSorted((a, b) => b.savedAt - a.savedAt);
}

function rangeOf(document: string): IDBKeyRange {
  return IDBKeyRange.bound([document, 0], [document, Infinity]);
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser gave no reason.'));
  });
}

function done(change: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    change.oncomplete = () => resolve();
    change.onabort = () => reject(change.error ?? new Error('The browser gave no reason.'));
  });
}
