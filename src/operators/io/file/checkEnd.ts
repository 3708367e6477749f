import { Fault } from '#contract/fault.ts';
import type { Media } from './openMedia.ts';

/** A file that stops this much before its declared end, in s, was cut off; less is how encoders round. */
const CUT_OFF = 0.5;

/** Throws a `Fault` if a pass that began `start` seconds in and showed `passed` seconds should have shown more. */
export function checkEnd(
  media: Pick<Media, 'start' | 'declaredEnd'>,
  start: number,
  passed: number,
  name: string,
): void {
  const { declaredEnd } = media;
  if (passed === 0) {
    throw new Fault({
      title: 'Nothing could be played',
      message:
        declaredEnd !== undefined && media.start + start >= declaredEnd
          ? `It should start at ${start} s, but '${name}' lasts only ${(declaredEnd - media.start).toFixed(1)} s.`
          : `Nothing in '${name}' could be decoded: it is damaged. Choose another file.`,
      remedies: ['choose-file'],
    });
  }
  const reached = media.start + start + passed;
  if (declaredEnd === undefined || reached > declaredEnd - CUT_OFF) return;
  throw new Fault({
    title: 'The file is damaged',
    message: `'${name}' should last ${declaredEnd.toFixed(1)} s, but nothing could be read after ${reached.toFixed(1)} s. What came before was played. Choose a whole copy of it.`,
    remedies: ['choose-file', 'retry'],
  });
}
