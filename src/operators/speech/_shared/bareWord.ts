/**
 * A word as it is spoken, to compare by: in lower case, without marks around it. `Mr.` gives `mr`, `don't`
 * stays, `—` gives nothing.
 */
export function bareWord(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('\u2019', "'")
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
}
