import type { Detections, Frame } from '#stream/payload.ts';
import { BT601, chunkAt, grayFrame, makeFrame } from '#testing/payloads.ts';
import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellsFor, fillCells } from './cells.ts';
import { type Component, findComponents } from './components.ts';
import { kernel } from './kernel.ts';
import { closeMask } from './morphology.ts';
import { spec } from './spec.ts';

const defaults = spec.params.parse({});

const masks = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
  .chain(([width, height]) =>
    fc.record({
      width: fc.constant(width),
      cells: fc.array(fc.constantFrom(0, 1), {
        minLength: width * height,
        maxLength: width * height,
      }),
    }),
  );

/** Components by flooding from each cell that was not reached yet. */
function flooded(mask: readonly number[], width: number): readonly Component[] {
  const left = [...mask];
  const height = mask.length / width;
  const found: Component[] = [];
  mask.forEach((_, start) => {
    if (!left[start]) return;
    left[start] = 0;
    const cells = [start];
    for (const at of cells) {
      const [x, y] = [at % width, Math.floor(at / width)];
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          if (left[ny * width + nx]) cells.push(ny * width + nx);
          left[ny * width + nx] = 0;
        }
      }
    }
    const [xs, ys] = [cells.map((at) => at % width), cells.map((at) => Math.floor(at / width))];
    found.push({
      left: Math.min(...xs),
      top: Math.min(...ys),
      right: Math.max(...xs) + 1,
      bottom: Math.max(...ys) + 1,
      area: cells.length,
    });
  });
  return found;
}

test('components are those a flood fill finds, in the same order', () => {
  fc.assert(
    fc.property(masks, ({ width, cells }) => {
      const mask = Uint8Array.from(cells);
      expect(findComponents(mask, width, mask.length / width)).toEqual(flooded(cells, width));
    }),
    { seed: 8, numRuns: 500 },
  );
});

test('closing is growing and shrinking by the definition, and takes nothing away', () => {
  const radii = fc.record({ x: fc.integer({ min: 0, max: 3 }), y: fc.integer({ min: 0, max: 3 }) });
  fc.assert(
    fc.property(masks, radii, ({ width, cells }, radius) => {
      const around = (of: readonly number[], at: number): readonly number[] =>
        of.filter((_, other) => {
          const dx = Math.abs((other % width) - (at % width));
          const dy = Math.abs(Math.floor(other / width) - Math.floor(at / width));
          return dx <= radius.x && dy <= radius.y;
        });
      const grown = cells.map((_, at) => Math.max(...around(cells, at)));
      const wanted = cells.map((_, at) => Math.min(...around(grown, at)));
      const mask = Uint8Array.from(cells);
      closeMask(mask, new Uint8Array(cells.length), width, radius);
      expect([...mask]).toEqual(wanted);
      cells.forEach((cell, at) => expect(mask[at]! >= cell).toBe(true));
    }),
    { seed: 9, numRuns: 300 },
  );
});

test('cells are the means of what they cover, also at the right and lower border', () => {
  const frame = makeFrame('GRAY8', 400, 7, (_, x, y) => (x * 31 + y * 57) % 256, {
    matrix: 'bt601',
    range: 'full',
  });
  const cells = cellsFor(400, 7);
  expect([cells.side, cells.width, cells.height]).toEqual([3, 134, 3]);
  fillCells(cells, { data: frame.planes[0]!, stride: 400, range: 'full' }, 400, 7);
  const mean = (x: number, y: number): number => {
    const covered = [...frame.planes[0]!].filter(
      (_, i) => Math.floor((i % 400) / 3) === x && Math.floor(i / 400 / 3) === y,
    );
    return covered.reduce((sum, value) => sum + value, 0) / covered.length / 255;
  };
  for (const [x, y] of [
    [0, 0],
    [70, 1],
    [133, 0],
    [133, 2],
  ] as const) {
    expect(cells.levels[y * 134 + x]).toBeCloseTo(mean(x, y), 6);
  }
});

/** A grey street of 160 × 120 with bright squares of 16 pixels, and a little grain. */
function street(...squares: readonly (readonly [x: number, y: number])[]): Frame {
  return makeFrame('I420', 160, 120, (plane, x, y) => {
    if (plane > 0) return 128;
    const inside = squares.some(
      ([left, top]) => x >= left && x < left + 16 && y >= top && y < top + 16,
    );
    return (inside ? 190 : 90) + ((x * 7 + y * 13) % 3);
  });
}

async function watched(frames: readonly Frame[], params = defaults): Promise<KernelRun> {
  return runKernel(kernel, {
    params,
    inputs: frames.map((frame, n) => ({ frame: chunkAt<'video/raw'>(n * 100_000, frame) })),
  });
}

const boxesOf = (run: KernelRun): readonly Detections[] =>
  run.emitted.filter((e) => e.port === 'boxes').map((e) => e.chunk.payload as Detections);
const scoresOf = (run: KernelRun): readonly number[] =>
  run.emitted.filter((e) => e.port === 'score').map((e) => e.chunk.payload as number);

test('squares that move get a box exactly, largest first, and the score is their share', async () => {
  const empty = Array.from({ length: 5 }, () => street());
  const moving = Array.from({ length: 5 }, (_, n) => street([20 + 8 * n, 30], [120, 90 - 6 * n]));
  const run = await watched([...empty, ...moving]);
  boxesOf(run)
    .slice(5)
    .forEach(({ frame, items }, n) => {
      expect(frame).toEqual({ width: 160, height: 120 });
      expect(items).toEqual(
        [
          { x: (20 + 8 * n) / 160, y: 30 / 120, width: 0.1, height: 16 / 120, score: 1 },
          { x: 120 / 160, y: (90 - 6 * n) / 120, width: 0.1, height: 16 / 120, score: 1 },
        ].toSorted((a, b) => a.y - b.y),
      );
    });
  expect(scoresOf(run).slice(5)).toEqual(Array.from({ length: 5 }, () => 512 / 19_200));
  expect(run.leaked).toBe(0);
});

test('where nothing moves there is no box and the score is 0, from the first frame on', async () => {
  const run = await watched(Array.from({ length: 4 }, () => street([40, 40])));
  expect(boxesOf(run).map(({ items }) => items)).toEqual([[], [], [], []]);
  expect(scoresOf(run)).toEqual([0, 0, 0, 0]);
  expect(run.emitted.map(({ port, chunk }) => `${port} ${chunk.timestamp}`).slice(0, 4)).toEqual([
    'boxes 0',
    'score 0',
    'boxes 100000',
    'score 100000',
  ]);
});

test('what stood in the first frame leaves no ghost for long', async () => {
  const run = await watched(
    Array.from({ length: 12 }, (_, n) => (n === 0 ? street([20, 20]) : street([20 + 12 * n, 20]))),
  );
  const counts = boxesOf(run).map(({ items }) => items.length);
  // A quarter of a second after it left the place counts as empty.
  expect(counts.slice(6)).toEqual(counts.slice(6).map(() => 1));
});

test('what stops moving becomes background after the memory, not before', async () => {
  const frames = Array.from({ length: 60 }, (_, n) => (n < 30 ? street() : street([50, 50])));
  const counts = boxesOf(await watched(frames)).map(({ items }) => items.length);
  // The square appears at 3.0 s; the memory is 2 s.
  expect(counts.slice(30, 50)).toEqual(Array.from({ length: 20 }, () => 1));
  expect(counts.slice(53)).toEqual(counts.slice(53).map(() => 0));
});

test('slow changes of light are no motion', async () => {
  const run = await watched(
    Array.from({ length: 50 }, (_, n) => makeFrame('GRAY8', 64, 48, () => 60 + n, BT601)),
  );
  expect(Math.max(...scoresOf(run))).toBe(0);
});

test('small things get no box, but count in the score', async () => {
  const frames = [street(), street(), street([50, 50])];
  const run = await watched(frames, { ...defaults, area: 2 });
  expect(boxesOf(run).at(-1)!.items).toEqual([]);
  expect(scoresOf(run).at(-1)).toBeCloseTo(256 / 19_200, 9);
});

test('a new threshold takes effect, and a new size starts anew', async () => {
  const [dark, bright] = [grayFrame([[100, 100]]), grayFrame([[100, 130]])];
  const run = await runKernel(kernel, {
    params: { ...defaults, threshold: 0.5 },
    updates: { 2: { ...defaults, threshold: 0.1 } },
    inputs: [dark, bright, bright, grayFrame([[16, 16, 235]])].map((frame, n) => ({
      frame: chunkAt<'video/raw'>(n * 1000, frame),
    })),
  });
  expect(scoresOf(run)).toEqual([0, 0, 0.5, 0]);
});
