import type { Timed } from './interleave.ts';

/** A track that can be decoded from any of its key frames on. Times in seconds. */
export interface Seekable<T> {
  /**
   * Everything shown from `start` on and before `end`, in order. Throws where the bytes can't be
   * decoded, which may be well before the damage: what was decoded ahead is lost then.
   */
  from(start: number, end?: number): AsyncGenerator<T, void, void>;
  /** The first key frame after `time`, if there is one. Throws where the bytes can't be read. */
  keyAfter(time: number): Promise<number | undefined>;
}

/** Who hears of damage; times in seconds. */
export interface DamageReport {
  /** Something at or after `at` could not be decoded. Throws to end the reading. */
  damaged(at: number, error: unknown): void;
  /** A sample at `at` came whose time is not above the one before, and was left out: times go up. */
  stale(at: number): void;
  /** Nothing after `at` can be read: the track ends here, before its end. */
  lost(at: number): void;
}

/** Damages after which a track is given up: a file this broken has nothing left to show. */
const GIVE_UP = 200;

/** The pieces in which the way to a damage is decoded again, in s: from more than decoders hold to under a frame. */
const FIRST_PIECE = 0.5;
const LAST_PIECE = 0.005;

/** Pieces after which the damage is behind: no decoder holds as much. */
const TRIES = 40;

/**
 * A track from `start` on. Up to bytes that can't be decoded it gives everything, then goes on at the
 * next key frame.
 */
export async function* readPastDamage<T extends Timed>(
  track: Seekable<T>,
  start: number,
  report: DamageReport,
): AsyncGenerator<T, void, void> {
  let last = -Infinity;
  async function* fresh(from: number, end?: number): AsyncGenerator<T, void, void> {
    // A second reading begins before where the first ended.
    let isNew = last === -Infinity;
    for await (const sample of track.from(from, end)) {
      if (sample.timestamp <= last) {
        if (isNew) report.stale(sample.timestamp);
        sample.close();
        continue;
      }
      isNew = true;
      last = sample.timestamp;
      yield sample;
    }
  }

  let from = start;
  for (let damages = 0; damages < GIVE_UP; damages++) {
    try {
      yield* fresh(from);
      return;
    } catch (error) {
      report.damaged(Math.max(from, last), error);
    }
    let edge = Math.max(from, last);
    let piece = FIRST_PIECE;
    for (let tries = 0; tries < TRIES && piece > LAST_PIECE; tries++) {
      try {
        yield* fresh(edge, edge + piece);
        edge += piece;
      } catch {
        // Reported already: this is the same damage, closer.
        piece /= 2;
      }
    }
    const isPast = piece > LAST_PIECE;
    const next = isPast ? edge : await nextKey(track, edge, report);
    if (next === undefined || next <= from) {
      from = edge;
      break;
    }
    from = next;
  }
  report.lost(from);
}

async function nextKey(
  track: Seekable<unknown>,
  time: number,
  report: DamageReport,
): Promise<number | undefined> {
  try {
    return await track.keyAfter(time);
  } catch (error) {
    report.damaged(time, error);
    return undefined;
  }
}
