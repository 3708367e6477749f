import type { PortType } from '#stream/payload.ts';

/** What people call the payload of a port type. */
export interface PortWords {
  /** What flows, as the subject of a plural or uncountable sentence: `pictures`, `sound`. */
  readonly many: string;
  /** One kind of port: `picture`, as in "a picture input". */
  readonly one: string;
}

/** The words of every port type; the one place where they are chosen. */
export const PORT_WORDS: Readonly<Record<PortType, PortWords>> = {
  'video/raw': { many: 'pictures', one: 'picture' },
  'audio/pcm': { many: 'sound', one: 'sound' },
  'value/number': { many: 'numbers', one: 'number' },
  'vision/detections': { many: 'boxes', one: 'box' },
  'text/transcript': { many: 'words', one: 'transcript' },
  tensor: { many: 'tensors', one: 'tensor' },
};

/** Puts the first letter in upper case. */
export function sentenceCase(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
