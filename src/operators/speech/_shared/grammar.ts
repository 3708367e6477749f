/** The phrases of a text, by commas, semicolons or lines, in lower case and without punctuation. */
export function phrasesOf(text: string): readonly string[] {
  const phrases = text
    .toLowerCase()
    .split(/[,;\n]/)
    .map((phrase) => phrase.replace(/[^a-z0-9'.-]+/g, ' ').trim());
  return [...new Set(phrases.filter((phrase) => phrase !== ''))];
}

/** A JSGF grammar in which each utterance is one of the phrases. */
export function phraseGrammar(phrases: readonly string[]): string {
  return `#JSGF V1.0; grammar phrases; public <phrase> = ${phrases.join(' | ')};`;
}

/** The words that a JSGF grammar lets be said, each once (JSpeech Grammar Format 1.0, section 4). */
export function grammarWords(jsgf: string): readonly string[] {
  const bare = jsgf
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ' ')
    .replace(/^\s*#JSGF[^;]*;/, ' ')
    .replace(/\b(?:grammar|import)\b[^;]*;/g, ' ')
    // Rules, weights and tags.
    .replace(/<[^>]*>|\/[\d.\s]+\/|\{[^}]*\}/g, ' ')
    .replace(/\bpublic\b\s*=/g, ' ');
  return [...new Set(bare.split(/[\s=|()[\];*+"]+/).filter((word) => word !== ''))];
}

/** Which of the words no line of a dictionary begins with. */
export function unknownWords(words: readonly string[], dictionary: string): readonly string[] {
  return words.filter((word) => {
    const line = `${word} `;
    return !dictionary.startsWith(line) && !dictionary.includes(`\n${line}`);
  });
}
