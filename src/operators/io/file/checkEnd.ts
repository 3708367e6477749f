import { Fault } from '#contract/fault.ts';
import type { Media } from './openMedia.ts';

/** A stream that ends this much before it should, in s, was cut off; less is how encoders round. */
const CUT_OFF = 0.3;

/** Where a track ended before its end. */
export interface Loss {
  readonly what: 'picture' | 'sound';
  /** In seconds of the file. */
  readonly at: number;
}

/** One time through a file; times in seconds. */
export interface Pass {
  /** Where the user let it begin. */
  readonly start: number;
  /** How much was played. */
  readonly passed: number;
  readonly lost: readonly Loss[];
}

/** Throws a `Fault` if a pass should have shown more than it did. */
export function checkEnd(
  media: Pick<Media, 'start' | 'declaredEnd'>,
  { start, passed, lost }: Pass,
  name: string,
): void {
  const end = media.declaredEnd ?? Infinity;
  const began = media.start + start;
  if (passed === 0) throw nothingPlayed(began >= end, start, end - media.start, name);
  const loss = lost.find(({ at }) => at < end - CUT_OFF);
  if (loss) {
    throw damaged(`The ${loss.what} of '${name}' can't be read after ${loss.at.toFixed(1)} s.`);
  }
  const reached = began + passed;
  if (media.declaredEnd === undefined || reached > end - CUT_OFF) return;
  throw damaged(
    `'${name}' should last ${end.toFixed(1)} s, but nothing could be read after ${reached.toFixed(1)} s.`,
  );
}

function nothingPlayed(isLate: boolean, start: number, length: number, name: string): Fault {
  return new Fault({
    title: 'Nothing could be played',
    message: isLate
      ? `It should start at ${start} s, but '${name}' lasts only ${length.toFixed(1)} s. Start it earlier.`
      : `Nothing in '${name}' could be decoded: it is damaged. Choose another file.`,
    remedies: ['choose-file'],
  });
}

function damaged(how: string): Fault {
  return new Fault({
    title: 'The file is damaged',
    message: `${how} What could be read was played. Choose a whole copy of it.`,
    remedies: ['choose-file', 'retry'],
  });
}
