import { Fault } from '#contract/fault.ts';
import { byteLengthOf } from '#stream/payload.ts';
import type { Chunk } from '#stream/chunk.ts';

/** A chunk to record and the input it came by. */
export type Take =
  | { readonly kind: 'video'; readonly chunk: Chunk<'video/raw'> }
  | { readonly kind: 'audio'; readonly chunk: Chunk<'audio/pcm'> };

/** What a recording is made of. */
export type Kind = Take['kind'];

/** How far one stream may be behind the other, in µs, before a live recording goes on without it. */
export const PATIENCE = 10_000_000;

/** Memory for what waits, in bytes: half of what an edge holds by default. */
const ROOM = 32 * 1024 * 1024;

/** What becomes of a chunk that arrived before the recording has begun. */
export interface Waiting {
  /** Chunks that found no more room, oldest first; nobody records them. */
  readonly dropped: readonly Take[];
  /** True once the recording can begin with what is held. */
  readonly ready: boolean;
}

/**
 * Holds the first chunks back until every wired stream has begun: a file's tracks must all be known
 * before its first byte. Owns nothing: whoever hands a chunk in retains it.
 */
export class LineUp {
  readonly #wanted: ReadonlySet<Kind>;
  readonly #live: boolean;
  #held: Take[] = [];
  #bytes = 0;
  /** When the first chunk of all was taken in. */
  #since: number | undefined;

  /** `live`: forget the oldest and lose patience, instead of failing. */
  constructor(wanted: ReadonlySet<Kind>, live: boolean) {
    this.#wanted = wanted;
    this.#live = live;
  }

  /** Takes a chunk in. */
  add(take: Take): Waiting {
    this.#held.push(take);
    this.#bytes += byteLengthOf(take.chunk.payload);
    const ready = this.#complete || (this.#live && this.#waited(take) > PATIENCE);
    return { dropped: ready ? [] : this.#makeRoom(), ready };
  }

  /** Everything held, by time; the line-up is empty afterwards. */
  take(): readonly Take[] {
    const held = this.#held.toSorted((a, b) => a.chunk.timestamp - b.chunk.timestamp);
    this.#held = [];
    this.#bytes = 0;
    return held;
  }

  get #complete(): boolean {
    return [...this.#wanted].every((kind) => this.#held.some((take) => take.kind === kind));
  }

  #waited(take: Take): number {
    this.#since ??= take.chunk.timestamp;
    return take.chunk.timestamp - this.#since;
  }

  #makeRoom(): readonly Take[] {
    const dropped: Take[] = [];
    while (this.#bytes > ROOM && this.#held.length > 1) {
      if (!this.#live) throw tooFarApart(this.#held[0]!.kind);
      const oldest = this.#held.shift()!;
      this.#bytes -= byteLengthOf(oldest.chunk.payload);
      dropped.push(oldest);
    }
    return dropped;
  }
}

function tooFarApart(waiting: Kind): Fault {
  const [have, miss] = waiting === 'video' ? ['picture', 'sound'] : ['sound', 'picture'];
  return new Fault({
    title: 'Streams too far apart',
    message: `${ROOM / 1024 / 1024} MiB of ${have} have come, but no ${miss} yet, and a batch run loses nothing. Record them from one file, or each by itself.`,
    remedies: ['retry'],
  });
}
