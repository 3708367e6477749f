import type { Plane } from './payload.ts';

/** A page of WebAssembly memory, in bytes: slots begin and end at pages. */
const PAGE = 65_536;
/** Words of the table: the first page nobody has taken yet, then for each page its slot's holders and its slot. */
const NEXT = 0;
const HOLDERS = 1;

/** Memory that all workers of an engine see, and the table of its slots. Posted to each of them. */
export interface SharedStore {
  readonly memory: WebAssembly.Memory;
  readonly table: SharedArrayBuffer;
}

/** Shared memory of `bytes`, all of it reserved and none touched. Throws where a home gives none. */
export function createSharedStore(bytes: number): SharedStore {
  const pages = Math.ceil(bytes / PAGE);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  return { memory, table: emptyTable(pages) };
}

/** The same memory, warm as it is, with every slot free again. For when nobody uses it any more. */
export function emptied({ memory }: SharedStore): SharedStore {
  return { memory, table: emptyTable(memory.buffer.byteLength / PAGE) };
}

function emptyTable(pages: number): SharedArrayBuffer {
  return new SharedArrayBuffer((HOLDERS + 2 * pages) * Int32Array.BYTES_PER_ELEMENT);
}

/**
 * Slots of shared memory as one worker sees them. A slot is named by its first page. It belongs to the
 * worker that carved it, which alone takes it again once nobody holds it; anybody may hold it and let it
 * go. Memory is carved and never joined again: a worker keeps few sizes.
 */
export class SharedSlots {
  readonly #buffer: ArrayBufferLike;
  readonly #table: Int32Array;
  readonly #pages: number;
  /** First page and number of pages of what this worker carved. */
  readonly #own: { readonly slot: number; readonly pages: number }[] = [];

  constructor({ memory, table }: SharedStore) {
    this.#buffer = memory.buffer;
    this.#table = new Int32Array(table);
    this.#pages = this.#buffer.byteLength / PAGE;
  }

  /** `byteLength` undefined bytes, held once; undefined where no slot is free and no memory is left. */
  take(byteLength: number): Plane | undefined {
    const pages = Math.ceil(byteLength / PAGE);
    // One of up to twice the size is taken before new memory is; any that fits, before none.
    const slot = this.#free(pages, pages * 2) ?? this.#carve(pages) ?? this.#free(pages, Infinity);
    if (slot === undefined) return undefined;
    Atomics.store(this.#table, HOLDERS + slot, 1);
    return new Uint8Array(this.#buffer, slot * PAGE, byteLength);
  }

  /** The slot that a view lies in; undefined for memory that is not shared. */
  slotOf(view: ArrayBufferView): number | undefined {
    if (view.buffer !== this.#buffer) return undefined;
    return this.#table[HOLDERS + this.#pages + Math.floor(view.byteOffset / PAGE)];
  }

  /** A view of `length` bytes from `offset` of the whole memory. */
  view(offset: number, length: number): Plane {
    return new Uint8Array(this.#buffer, offset, length);
  }

  /** How many hold it, each worker and each chunk on its way counted once. */
  holders(slot: number): number {
    return Atomics.load(this.#table, HOLDERS + slot);
  }

  hold(slot: number): void {
    Atomics.add(this.#table, HOLDERS + slot, 1);
  }

  letGo(slot: number): void {
    Atomics.sub(this.#table, HOLDERS + slot, 1);
  }

  #free(atLeast: number, atMost: number): number | undefined {
    let best: { readonly slot: number; readonly pages: number } | undefined;
    for (const own of this.#own) {
      if (own.pages < atLeast || own.pages > atMost || (best && own.pages >= best.pages)) continue;
      if (this.holders(own.slot) === 0) best = own;
    }
    return best?.slot;
  }

  #carve(pages: number): number | undefined {
    const slot = Atomics.add(this.#table, NEXT, pages);
    if (slot + pages > this.#pages) {
      Atomics.sub(this.#table, NEXT, pages);
      return undefined;
    }
    this.#table.fill(slot, HOLDERS + this.#pages + slot, HOLDERS + this.#pages + slot + pages);
    this.#own.push({ slot, pages });
    return slot;
  }
}
