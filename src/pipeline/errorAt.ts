import { type JsonPath, jsonPointer } from './jsonPointer.ts';
import type { Problem } from './problem.ts';

/** A problem that keeps the document from being used, at that place; `message` and `fix` are full sentences. */
export function errorAt(path: JsonPath, message: string, fix?: string): Problem {
  return { where: jsonPointer(path), message, severity: 'error', ...(fix && { fix }) };
}
