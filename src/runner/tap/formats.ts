import type { PortType } from '#stream/payload.ts';

/** One way to write a stream. */
interface FormatFacts {
  readonly takes: (type: PortType) => boolean;
  /** True if each chunk is a file of its own. */
  readonly numbered: boolean;
}

const one =
  (...types: readonly PortType[]) =>
  (type: PortType): boolean =>
    types.includes(type);

const isMedia = one('video/raw', 'audio/pcm');

/** What a tap can write, by the ending of the file's name; for each type the best comes first. */
export const FORMATS = {
  png: { takes: one('video/raw'), numbered: true },
  csv: {
    takes: one('value/number', 'vision/detections', 'tensor', 'text/transcript'),
    numbered: false,
  },
  wav: { takes: one('audio/pcm'), numbered: false },
  jsonl: { takes: (type) => !isMedia(type), numbered: false },
  raw: { takes: one('video/raw', 'audio/pcm', 'value/number', 'tensor'), numbered: false },
  webm: { takes: isMedia, numbered: false },
  sha256: { takes: () => true, numbered: false },
} as const satisfies Record<string, FormatFacts>;

/** One of the formats. */
export type TapFormat = keyof typeof FORMATS;

/** Their names, as zod wants them. */
export const FORMAT_NAMES = Object.keys(FORMATS) as [TapFormat, ...TapFormat[]];

/** The format a name asks for by its ending; undefined for an ending that is none. */
export function formatOf(path: string): TapFormat | undefined {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  return FORMAT_NAMES.find((name) => name === ending);
}

/** The formats that take such payloads, the best first. */
export function formatsFor(type: PortType): readonly TapFormat[] {
  return FORMAT_NAMES.filter((name) => FORMATS[name].takes(type));
}

const NUMBER = /%(?:0(\d+))?d/;

/** True if a name has a place for a number: `%d`, or `%05d` for five digits. */
export function isNumbered(path: string): boolean {
  return NUMBER.test(path);
}

/** The name of file `index`, counted from 1. */
export function numbered(path: string, index: number): string {
  return path.replace(NUMBER, (_, digits: string | undefined) =>
    String(index).padStart(Number(digits ?? 0), '0'),
  );
}
