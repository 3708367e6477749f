import { bareWord } from './bareWord.ts';

/** Where a phrase was said: its number in the list, its first word, and the one behind its last. */
export interface FoundPhrase {
  readonly phrase: number;
  readonly first: number;
  readonly end: number;
}

/**
 * Finds phrases among words, in the order they were said; of those that begin with the same word the longest.
 * Case and marks do not matter, `thirty-three` is two words.
 */
export function findPhrases(
  words: readonly string[],
  phrases: readonly string[],
): readonly FoundPhrase[] {
  const said = words.flatMap((word, index) => piecesOf(word).map((piece) => ({ piece, index })));
  const wanted = phrases.map(piecesOf);
  const found: FoundPhrase[] = [];
  for (let at = 0; at < said.length;) {
    const fits = wanted.map((pieces) =>
      pieces.every((piece, i) => said[at + i]?.piece === piece) ? pieces.length : 0,
    );
    const longest = Math.max(0, ...fits);
    if (longest > 0) {
      const phrase = fits.indexOf(longest);
      found.push({ phrase, first: said[at]!.index, end: said[at + longest - 1]!.index + 1 });
    }
    at += Math.max(1, longest);
  }
  return found;
}

function piecesOf(text: string): readonly string[] {
  return text
    .split(/[\s-]+/)
    .map(bareWord)
    .filter((piece) => piece !== '');
}
