import { Fault } from '#contract/fault.ts';

/** What stands for a space at the beginning of a token: U+2581. */
const SPACE = '\u2581';
/** Tokens that are marks, not text: `<s>`, `</s>`, `<unk>`, `<<ST_12>>`. */
const MARK = /^<.*>$/;

/** The tokens of a model by number, as bytes: a letter may be spread over several. */
export interface TokenTable {
  readonly size: number;
  /** True if a word begins with it. */
  beginsWord(token: number): boolean;
  /** What the tokens spell, without marks and spaces at the ends. */
  textOf(tokens: readonly number[]): string;
}

/**
 * Reads a tokeniser: Moonshine's `tokenizer.bin`, in which each token is its length and its bytes, the length
 * in one byte below 128 or in two, or the `tokenizer.json` that most models come with. Throws a `Fault` that
 * names the file if it is neither.
 */
export function readTokenTable(name: string, bytes: Uint8Array): TokenTable {
  const tokens = bytes[0] === 0x7b ? fromJson(bytes) : fromLengths(bytes);
  if (!tokens || tokens.length === 0) {
    throw new Fault({
      title: "Can't read the tokeniser",
      message: `'${name}' is neither a whole tokenizer.bin nor a tokenizer.json with a vocabulary. Choose the one that came with the model.`,
      remedies: [],
    });
  }
  const decoder = new TextDecoder();
  const spelled = tokens.map((token) => decoder.decode(token));
  return {
    size: tokens.length,
    beginsWord: (token) => spelled[token]?.startsWith(SPACE) === true,
    textOf(wanted) {
      const parts = wanted.filter((token) => token < tokens.length && !MARK.test(spelled[token]!));
      const all = new Uint8Array(parts.reduce((sum, token) => sum + tokens[token]!.length, 0));
      let at = 0;
      for (const token of parts) {
        all.set(tokens[token]!, at);
        at += tokens[token]!.length;
      }
      return decoder.decode(all).replaceAll(SPACE, ' ').trim();
    },
  };
}

function fromLengths(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  const tokens: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    let length = bytes[at++]!;
    if (length >= 128) length = (bytes[at++] ?? 0) * 128 + length - 128;
    if (at + length > bytes.length) return undefined;
    tokens.push(bytes.subarray(at, at + length));
    at += length;
  }
  return tokens;
}

function fromJson(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  const numbers = vocabularyOf(new TextDecoder().decode(bytes));
  if (!numbers) return undefined;
  const encoder = new TextEncoder();
  const tokens: Uint8Array[] = [];
  for (const [text, number] of numbers) {
    const byte = /^<0x([0-9A-F]{2})>$/.exec(text)?.[1];
    tokens[number] = byte ? Uint8Array.of(Number.parseInt(byte, 16)) : encoder.encode(text);
  }
  return Array.from(tokens, (token) => token ?? new Uint8Array());
}

function vocabularyOf(text: string): readonly (readonly [string, number])[] | undefined {
  try {
    const { model, added_tokens: added = [] } = JSON.parse(text) as TokenizerJson;
    const numbers = Object.entries(model.vocab);
    const isWhole = numbers.every(([, number]) => Number.isInteger(number) && number >= 0);
    return isWhole
      ? [...numbers, ...added.map(({ content, id }) => [content, id] as const)]
      : undefined;
  } catch {
    // Text that is no JSON, or JSON without those members, is no tokeniser.
    return undefined;
  }
}

/** What is read of a `tokenizer.json`, if it is one. */
interface TokenizerJson {
  readonly model: { readonly vocab: Readonly<Record<string, number>> };
  readonly added_tokens?: readonly { readonly content: string; readonly id: number }[];
}
