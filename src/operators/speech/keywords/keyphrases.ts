import type { Keyphrase } from '#operators/speech/_shared/engine.ts';

/** Nothing is so rare that the decoder could not count it. */
const LOWEST = -50;

/**
 * Phrases with the thresholds that suit their length: the more sounds a phrase has, the less likely all of
 * them are by chance. One power of ten for each sound, times `sensitivity`, finds 16 of 17 phrases of three
 * to eighteen sounds in the recordings of a man and a woman, and none in the wrong one; half of it finds
 * the same, twice as much is wrong for every sixth phrase. Words that the dictionary lacks count six sounds.
 */
export function keyphrasesOf(
  phrases: readonly string[],
  sensitivity: number,
  dictionary: string,
): readonly Keyphrase[] {
  return phrases.map((text) => {
    const sounds = text.split(' ').reduce((sum, word) => sum + soundsIn(word, dictionary), 0);
    return { text, exponent: Math.max(LOWEST, -Math.round(sounds * sensitivity)) };
  });
}

/** How many sounds the first pronunciation of a word has, by its line in the dictionary. */
function soundsIn(word: string, dictionary: string): number {
  const at = dictionary.startsWith(`${word} `) ? 0 : dictionary.indexOf(`\n${word} `) + 1;
  if (at === 0 && !dictionary.startsWith(`${word} `)) return 6;
  const end = dictionary.indexOf('\n', at);
  const line = dictionary.slice(at, end < 0 ? undefined : end);
  return line.trim().split(/\s+/).length - 1;
}
