import { MAX_BYTES, MAX_DEPTH } from './limits.ts';
import type { Problem } from './problem.ts';

/**
 * Why a text should not go to `JSON.parse`: too large, too deep, or no JSON, with line and column.
 * Undefined exactly if `JSON.parse` would accept it. Reads every character once and never recurses.
 */
export function findTextProblem(text: string): Problem | undefined {
  const bytes = byteLength(text);
  if (bytes > MAX_BYTES) {
    return problem(`The document has ${bytes} bytes; the limit is ${MAX_BYTES} (8 MiB).`);
  }
  const scan = new Scan(text);
  const reason = scan.run();
  if (reason === undefined) return undefined;
  const { line, column } = placeOf(text, scan.position);
  if (reason === 'deep') {
    return problem(
      `Line ${line}, column ${column} is ${MAX_DEPTH + 1} lists and objects deep; the limit is ${MAX_DEPTH}.`,
    );
  }
  if (scan.position >= text.length) {
    return problem(
      `The text ends at line ${line}, column ${column}, where ${reason} was expected.`,
      'It was cut off: get the whole file again.',
    );
  }
  const found = JSON.stringify(String.fromCodePoint(text.codePointAt(scan.position)!));
  return problem(`Line ${line}, column ${column}: expected ${reason}, found ${found}.`);
}

function problem(message: string, fix?: string): Problem {
  return { where: '', message, severity: 'error', ...(fix && { fix }) };
}

/** Bytes as UTF-8; counts no further than the limit needs. */
function byteLength(text: string): number {
  return text.length > MAX_BYTES ? text.length : new TextEncoder().encode(text).length;
}

function placeOf(text: string, position: number): { line: number; column: number } {
  const before = text.slice(0, position);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: position - lineStart + 1 };
}

/** What may come next, in words; also the state of the scan. */
type Expected =
  | 'a value'
  | "a value or ']'"
  | 'a name in quotes'
  | "a name in quotes or '}'"
  | "':'"
  | "',' or ']'"
  | "',' or '}'"
  | 'the end';

const NUMBER_OR_LITERAL = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;
const SIMPLE_ESCAPES = '"\\/bfnrt';
const HEX = /[\da-fA-F]{4}/y;

/** One pass over one text. */
class Scan {
  position = 0;
  readonly #text: string;
  readonly #open: ('{' | '[')[] = [];
  #expected: Expected = 'a value';

  constructor(text: string) {
    this.#text = text;
  }

  /** What is missing at `position`, `deep` if it opens one level too many, undefined if all is well. */
  run(): string | undefined {
    for (;;) {
      this.#skipSpace();
      const next = this.#text[this.position];
      if (next === undefined) return this.#expected === 'the end' ? undefined : this.#expected;
      const reason = this.#take(next);
      if (reason !== undefined) return reason;
    }
  }

  #take(next: string): string | undefined {
    const expected = this.#expected;
    switch (expected) {
      case 'a value':
      case "a value or ']'":
        if (next === ']' && expected !== 'a value') return this.#close();
        return this.#value(next);
      case 'a name in quotes':
      case "a name in quotes or '}'":
        if (next === '}' && expected !== 'a name in quotes') return this.#close();
        if (next !== '"') return expected;
        this.#expected = "':'";
        return this.#string();
      case "':'":
        return next === ':' ? this.#step('a value') : expected;
      case "',' or ']'":
        if (next === ',') return this.#step('a value');
        return next === ']' ? this.#close() : expected;
      case "',' or '}'":
        if (next === ',') return this.#step('a name in quotes');
        return next === '}' ? this.#close() : expected;
      case 'the end':
        return expected;
    }
  }

  #value(next: string): string | undefined {
    if (next === '{' || next === '[') {
      if (this.#open.length === MAX_DEPTH) return 'deep';
      this.#open.push(next);
      return this.#step(next === '{' ? "a name in quotes or '}'" : "a value or ']'");
    }
    const expected = this.#expected;
    this.#expected = this.#afterValue();
    if (next === '"') return this.#string();
    NUMBER_OR_LITERAL.lastIndex = this.position;
    if (!NUMBER_OR_LITERAL.test(this.#text)) return expected;
    this.position = NUMBER_OR_LITERAL.lastIndex;
    return undefined;
  }

  #close(): undefined {
    this.#open.pop();
    return this.#step(this.#afterValue());
  }

  #afterValue(): Expected {
    const open = this.#open.at(-1);
    if (open === undefined) return 'the end';
    return open === '{' ? "',' or '}'" : "',' or ']'";
  }

  #step(expected: Expected): undefined {
    this.position += 1;
    this.#expected = expected;
  }

  /** From the opening quote past the closing one. */
  #string(): string | undefined {
    const text = this.#text;
    for (this.position += 1; this.position < text.length; this.position += 1) {
      const code = text.charCodeAt(this.position);
      if (code === 0x22) {
        this.position += 1;
        return undefined;
      }
      if (code < 0x20) return 'a character that may stand in quotes';
      if (code === 0x5c && !this.#escape()) return 'a known escape';
    }
    return 'a closing quote';
  }

  /** From the backslash to the last character of the escape. */
  #escape(): boolean {
    const kind = this.#text[this.position + 1];
    if (kind === 'u') {
      HEX.lastIndex = this.position + 2;
      if (!HEX.test(this.#text)) return this.#stuck(1);
      this.position += 5;
      return true;
    }
    if (kind === undefined || !SIMPLE_ESCAPES.includes(kind)) return this.#stuck(1);
    this.position += 1;
    return true;
  }

  #stuck(by: number): false {
    this.position += by;
    return false;
  }

  #skipSpace(): void {
    for (; ; this.position += 1) {
      const code = this.#text.charCodeAt(this.position);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
    }
  }
}
