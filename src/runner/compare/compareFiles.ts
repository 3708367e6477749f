import { WAV_HEADER } from '#runner/tap/wav.ts';
import { readPng } from './readPng.ts';

/** What is different, as the rest of a sentence; undefined if it is the same within the tolerance. */
export type Difference = string | undefined;

type Compare = (expected: Uint8Array, actual: Uint8Array, tolerance: number) => Difference;

/** How files are compared that can be almost the same, by ending. */
const WAYS: Readonly<Record<string, Compare>> = {
  csv: compareText,
  jsonl: compareText,
  png: comparePictures,
  wav: compareSound,
};

/**
 * Compares two files of one kind. `tolerance` is the most that two numbers may be apart: values as they
 * stand in the file, levels 0 to 255 in a picture, steps of 16-bit sound.
 */
export function compareFiles(
  name: string,
  expected: Uint8Array,
  actual: Uint8Array,
  tolerance: number,
): Difference {
  if (Buffer.compare(expected, actual) === 0) return undefined;
  const way = WAYS[name.slice(name.lastIndexOf('.') + 1)] ?? compareBytes;
  return way(expected, actual, tolerance);
}

function compareBytes(expected: Uint8Array, actual: Uint8Array): Difference {
  const length = Math.min(expected.length, actual.length);
  const first = expected.findIndex((byte, at) => at >= length || byte !== actual[at]);
  const sizes =
    expected.length === actual.length
      ? ''
      : `; ${expected.length} bytes expected, got ${actual.length}`;
  return `the bytes differ from ${first < 0 ? length : first} on${sizes}`;
}

const NUMBER = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;

function compareText(expected: Uint8Array, actual: Uint8Array, tolerance: number): Difference {
  const [before, now] = [linesOf(expected), linesOf(actual)];
  if (before.length !== now.length) {
    return `${before.length} lines expected, got ${now.length}`;
  }
  const wrong = before.flatMap((line, at) => (sameLine(line, now[at]!, tolerance) ? [] : [at]));
  const [first] = wrong;
  if (first === undefined) return undefined;
  return `${wrong.length} of ${now.length} lines differ; line ${first + 1} should be '${before[first]!}', got '${now[first]!}'`;
}

function linesOf(bytes: Uint8Array): readonly string[] {
  return new TextDecoder().decode(bytes).trimEnd().split('\n');
}

function sameLine(expected: string, actual: string, tolerance: number): boolean {
  if (expected === actual) return true;
  if (expected.replace(NUMBER, '#') !== actual.replace(NUMBER, '#')) return false;
  const values = actual.match(NUMBER) ?? [];
  return (expected.match(NUMBER) ?? []).every(
    (text, i) => Math.abs(Number(text) - Number(values[i])) <= tolerance,
  );
}

function comparePictures(expected: Uint8Array, actual: Uint8Array, tolerance: number): Difference {
  const [before, now] = [readPng(expected), readPng(actual)];
  const [shape, got] = [before, now].map(
    ({ width, height, channels }) => `${width} × ${height} with ${channels} channels`,
  );
  if (shape !== got) return `${shape} expected, got ${got}`;
  let wrong = 0;
  let most = 0;
  for (let i = 0; i < now.data.length; i++) {
    const apart = Math.abs(now.data[i]! - before.data[i]!);
    if (apart > tolerance) wrong += 1;
    if (apart > most) most = apart;
  }
  if (wrong === 0) return undefined;
  return `${wrong} of ${now.data.length} samples differ, by up to ${most} of 255`;
}

function compareSound(expected: Uint8Array, actual: Uint8Array, tolerance: number): Difference {
  if (expected.length !== actual.length) {
    return `${expected.length} bytes expected, got ${actual.length}`;
  }
  if (Buffer.compare(expected.subarray(0, WAV_HEADER), actual.subarray(0, WAV_HEADER)) !== 0) {
    return 'rate or channels differ';
  }
  const [before, now] = [samplesOf(expected), samplesOf(actual)];
  let most = 0;
  let wrong = 0;
  for (let i = 0; i < now.length; i++) {
    const apart = Math.abs(now[i]! - before[i]!) * 32_768;
    if (!(apart <= tolerance)) wrong += 1;
    most = Math.max(most, apart);
  }
  if (wrong === 0) return undefined;
  return `${wrong} of ${now.length} samples differ, by up to ${most.toPrecision(3)} steps of 16 bits`;
}

function samplesOf(file: Uint8Array): Float32Array {
  // A copy of its own: the samples begin where no float may lie, and Node's buffers share their memory.
  return new Float32Array(Uint8Array.from(file.subarray(WAV_HEADER)).buffer);
}
