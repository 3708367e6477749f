import { createLettering } from '#operators/speech/_shared/lettering.ts';
import type { Frame, FrameFormat } from '#stream/payload.ts';
import { chunkAt, makeFrame } from '#testing/payloads.ts';
import { runKernel } from '#testing/runKernel.ts';
import { saidAt } from '#testing/speech.ts';
import { expect, test } from 'vitest';
import { captionAt } from './captionAt.ts';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

const layout = { width: 11, lines: 2, linger: 1_000_000, measure: (text: string) => text.length };
const blank = (format: FrameFormat = 'I420'): Frame =>
  makeFrame(format, 320, 180, (plane) => (plane === 0 ? 100 : 128));
const frameAt = (seconds: number, format?: FrameFormat) => ({
  frame: chunkAt<'video/raw'>(seconds * 1e6, blank(format)),
});

/** `[go]` is the word being said, `(go)` one that may change. */
function written(lines: ReturnType<typeof captionAt>): readonly string[] {
  return lines.map(({ words }) =>
    words
      .map(({ text, spoken, final }) => (spoken ? `[${text}]` : final ? text : `(${text})`))
      .join(' '),
  );
}

test('the word that is said is told apart, line by line', () => {
  const { payload } = saidAt('one two three four five six', 1).transcript;
  const at = (time: number): readonly string[] => written(captionAt([payload], time * 1e6, layout));
  expect(at(0.9)).toEqual([]);
  expect(at(1.2)).toEqual(['[one] two', 'three four']);
  expect(at(2.1)).toEqual(['one two', '[three] four']);
  expect(at(3.1)).toEqual(['[five] six']);
  expect(at(4.5)).toEqual(['five six']);
  expect(at(5.1)).toEqual([]);
});

test('while more may follow, the newest word is the one being said', () => {
  const { payload } = saidAt('one two', 1, { final: false }).transcript;
  expect(written(captionAt([payload], 9e6, layout))).toEqual(['(one) [two]']);
});

async function drawn(
  inputs: readonly Readonly<Record<string, ReturnType<typeof chunkAt>>>[],
  params: Partial<ReturnType<typeof spec.params.parse>> = {},
): Promise<readonly { readonly time: number; readonly frame: Frame }[]> {
  const run = await runKernel(kernel, { params: spec.params.parse(params), inputs });
  expect(run.leaked).toBe(0);
  return run.emitted.map(({ chunk }) => ({
    time: chunk.timestamp,
    frame: chunk.payload as Frame,
  }));
}

test('a revised word leaves nothing behind', async () => {
  const revised = await drawn([
    saidAt('go for', 0, { final: false }),
    saidAt('go forward', 0),
    frameAt(1.5),
  ]);
  const once = await drawn([saidAt('go forward', 0), frameAt(1.5)]);
  expect(revised.at(-1)!.frame.planes).toEqual(once.at(-1)!.frame.planes);
  expect(once.at(-1)!.frame.planes[0]).not.toEqual(blank().planes[0]);
});

test('pictures without words pass as they are', async () => {
  const [first] = await drawn([frameAt(0)]);
  expect(first!.frame.planes).toEqual(blank().planes);
});

test('pictures that are held back have the words that were said in them', async () => {
  const inputs = [frameAt(0.2), frameAt(0.7), saidAt('go back', 0), frameAt(1.5), frameAt(2)];
  const frames = await drawn(inputs, { hold: 1.2 });
  expect(frames.map(({ time }) => time)).toEqual([200_000, 700_000, 1_500_000, 2_000_000]);
  const [first, second] = frames;
  expect(first!.frame.planes[0]).not.toEqual(blank().planes[0]);
  // The words are the same, another one is in colour.
  expect(first!.frame.planes[1]).not.toEqual(second!.frame.planes[1]);
});

test.each(['RGBA', 'GRAY8'] as const)('captions are written on %s too', async (format) => {
  const frames = await drawn([saidAt('go', 0), frameAt(0.5, format)]);
  expect(frames.at(-1)!.frame.planes[0]).not.toEqual(blank(format).planes[0]);
});

test('letters cover what they are as wide as, and nothing beside', () => {
  const letters = createLettering(20);
  const frame = blank('GRAY8');
  letters.write(frame, 'll', 50, 100, [255, 255, 255]);
  const columns = new Set<number>();
  frame.planes[0]!.forEach((value, i) => {
    if (value > 200) columns.add(i % 320);
  });
  const inked = [...columns].toSorted((a, b) => a - b);
  expect(inked[0]).toBeGreaterThanOrEqual(50);
  expect(inked.at(-1)).toBeLessThan(50 + letters.measure('ll'));
  // Two stems with a gap.
  expect(inked.at(-1)! - inked[0]! + 1).toBeGreaterThan(inked.length);
  expect(letters.measure('Wil')).toBeCloseTo(letters.measure('W') + 2 * letters.measure('i'), 5);
});
