import type { OperatorSpec } from '#contract/spec.ts';

/**
 * The operators that a search finds, best first. Every word of the query must be found in the title, a
 * keyword or the category; without a query all are found, those used lately first.
 */
export function rankOperators(
  specs: readonly OperatorSpec[],
  query: string,
  recent: readonly string[] = [],
): readonly OperatorSpec[] {
  const words = wordsOf(query);
  const recency = (spec: OperatorSpec): number => {
    const index = recent.indexOf(spec.id);
    return index < 0 ? recent.length : index;
  };
  return specs
    .map((spec, index) => ({ spec, index, score: scoreOf(spec, words) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || recency(a.spec) - recency(b.spec) || a.index - b.index)
    .map(({ spec }) => spec);
}

/** The operator whose title or keyword is the fewest typing errors away from the query. */
export function nearestOperator(
  specs: readonly OperatorSpec[],
  query: string,
): OperatorSpec | undefined {
  const typed = wordsOf(query).join(' ');
  let nearest: { readonly spec: OperatorSpec; readonly errors: number } | undefined;
  for (const spec of specs) {
    for (const name of [spec.title, ...wordsOf(spec.title), ...spec.keywords]) {
      const errors = typingErrors(typed, name.toLowerCase()) / Math.max(typed.length, name.length);
      if (!nearest || errors < nearest.errors) nearest = { spec, errors };
    }
  }
  return nearest?.spec;
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[\s,/]+/)
    .filter(Boolean);
}

/** 0 if a word is not found; else more the earlier and the more visibly each was found. */
function scoreOf(spec: OperatorSpec, words: readonly string[]): number {
  const title = spec.title.toLowerCase();
  let score = 1;
  for (const word of words) {
    const found = wordScore(spec, title, word);
    if (found === 0) return 0;
    score += found;
  }
  return score;
}

function wordScore(spec: OperatorSpec, title: string, word: string): number {
  if (title === word) return 120;
  if (title.startsWith(word)) return 100;
  if (wordsOf(title).some((part) => part.startsWith(word))) return 80;
  if (spec.keywords.some((keyword) => keyword.toLowerCase().startsWith(word))) return 60;
  if (title.includes(word)) return 50;
  if (spec.category.startsWith(word)) return 30;
  if (spec.keywords.some((keyword) => keyword.toLowerCase().includes(word))) return 20;
  return word.length > 1 && isSpread(word, title) ? 10 : 0;
}

/** True if the letters of `word` occur in `text` in that order: `gsb` in `gaussian blur`. */
function isSpread(word: string, text: string): boolean {
  let found = 0;
  for (let at = 0; at < text.length && found < word.length; at++) {
    if (text[at] === word[found]) found++;
  }
  return found === word.length;
}

/** Insertions, deletions and substitutions between two words (Levenshtein 1966). */
export function typingErrors(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
