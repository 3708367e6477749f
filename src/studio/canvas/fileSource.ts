import { paramFields } from '#contract/paramFields.ts';
import { isSource, type OperatorSpec } from '#contract/spec.ts';

/** A source operator that takes a file, and the name of the param it takes it in. */
export interface FileSource {
  readonly spec: OperatorSpec;
  readonly param: string;
}

/** MIME types by ending, for the files that arrive without: the desktop knows few. */
const TYPES: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  mkv: 'video/x-matroska',
  webm: 'video/webm',
  ogv: 'video/ogg',
  ts: 'video/mp2t',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  aac: 'audio/aac',
  wav: 'audio/wav',
  flac: 'audio/flac',
  oga: 'audio/ogg',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  bmp: 'image/bmp',
  avif: 'image/avif',
  json: 'application/json',
};

/** What of a file says what it is. */
type NamedFile = Pick<File, 'name' | 'type'>;

/** The MIME type of a file: as told, else by its ending, else empty. */
export function typeOfFile({ name, type }: NamedFile): string {
  if (type && type !== 'application/octet-stream') return type;
  return TYPES[endingOf(name)] ?? '';
}

/** The first source that accepts such a file; undefined if none does. */
export function fileSourceFor(
  specs: readonly OperatorSpec[],
  file: NamedFile,
): FileSource | undefined {
  for (const spec of specs) {
    if (!isSource(spec)) continue;
    const field = paramFields(spec).find(({ kind }) => kind === 'file');
    if (field && accepts(field.meta.accept ?? '', file)) return { spec, param: field.name };
  }
  return undefined;
}

/** True if an input with that `accept` would offer the file (HTML, "accept attribute"). */
export function accepts(accept: string, file: NamedFile): boolean {
  const type = typeOfFile(file);
  return accept
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .some((part) => {
      if (part.startsWith('.')) return part.slice(1) === endingOf(file.name);
      if (part.endsWith('/*')) return type.startsWith(part.slice(0, -1));
      return part !== '' && part === type;
    });
}

function endingOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}
