/** A track that can be decoded from any of its key frames on. Times in seconds. */
export interface Seekable<T> {
  /** Everything shown from `start` on, in order. Throws where the bytes can't be decoded. */
  from(start: number): AsyncGenerator<T, void, void>;
  /** The first key frame after `time`, if there is one. */
  keyAfter(time: number): Promise<number | undefined>;
}

/** Damages after which a track is given up: a file this broken has nothing left to show. */
const GIVE_UP = 200;

/**
 * A track from `start` on. After bytes that can't be decoded it goes on at the next key frame;
 * `damaged` hears of each such place. Ends where nothing more can be read.
 */
export async function* readPastDamage<T extends { readonly timestamp: number }>(
  track: Seekable<T>,
  start: number,
  damaged: (at: number, error: unknown) => void,
): AsyncGenerator<T, void, void> {
  let from = start;
  let reached = start;
  for (let damages = 0; damages < GIVE_UP; damages++) {
    try {
      for await (const sample of track.from(from)) {
        reached = Math.max(reached, sample.timestamp);
        yield sample;
      }
      return;
    } catch (error) {
      damaged(reached, error);
    }
    const next = await track.keyAfter(reached);
    if (next === undefined || next <= from) return;
    from = next;
    reached = next;
  }
}
