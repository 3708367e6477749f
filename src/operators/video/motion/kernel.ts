import { lumaOf, Scratch } from '#operators/video/_shared/luma.ts';
import { defineKernel } from '#contract/kernel.ts';
import type { Micros } from '#stream/micros.ts';
import type { Detection } from '#stream/payload.ts';
import { type Background, createBackground } from './background.ts';
import { type Cells, cellsFor, fillCells } from './cells.ts';
import { type Component, findComponents } from './components.ts';
import { closeMask } from './morphology.ts';
import type { spec } from './spec.ts';

/** Gaps that are closed, in cells either way: people are tall, and split at the belt rather than lengthwise. */
const CLOSING = { x: 1, y: 2 } as const;

/** Everything that depends on the size of the pictures. */
interface Watch {
  readonly frame: { readonly width: number; readonly height: number };
  readonly cells: Cells;
  readonly background: Background;
  readonly mask: Uint8Array;
  readonly scratch: Uint8Array;
}

/** Boxes and score of each frame, both at its timestamp; the first frame of a size has no motion. */
export const kernel = defineKernel<typeof spec>((initial) => {
  const rgbaLuma = new Scratch();
  let params = initial;
  let watch: Watch | undefined;
  let last: Micros | undefined;

  return {
    process({ frame: chunk }, emit) {
      if (!chunk) return;
      const { timestamp, payload: frame } = chunk;
      const { width, height } = frame;
      if (watch?.frame.width !== width || watch.frame.height !== height) {
        watch = watchOf(width, height);
      }
      const { cells, background, mask, scratch } = watch;
      const elapsed = (timestamp - (last ?? timestamp)) / 1e6;
      last = timestamp;
      fillCells(cells, lumaOf(frame, rgbaLuma), width, height);
      const { threshold, memory, area } = params;
      const moving = background.observe(cells.levels, elapsed, threshold, memory, mask);
      closeMask(mask, scratch, cells.width, CLOSING);
      const items = findComponents(mask, cells.width, cells.height)
        .filter((component) => component.area >= (area / 100) * mask.length)
        .toSorted((a, b) => b.area - a.area)
        .map((component) => boxOf(component, cells.side, width, height));
      const boxes = { kind: 'detections', frame: { width, height }, items } as const;
      const score = { timestamp, payload: moving / mask.length };
      const held = emit('boxes', { timestamp, payload: boxes });
      return held ? held.then(() => emit('score', score)) : emit('score', score);
    },

    update(next) {
      params = next;
    },
  };
});

function watchOf(width: number, height: number): Watch {
  const cells = cellsFor(width, height);
  const { length } = cells.levels;
  return {
    frame: { width, height },
    cells,
    background: createBackground(length),
    mask: new Uint8Array(length),
    scratch: new Uint8Array(length),
  };
}

/** Cells to fractions of the picture; the last column and row may reach beyond it. */
function boxOf(found: Component, side: number, width: number, height: number): Detection {
  const left = found.left * side;
  const top = found.top * side;
  return {
    x: left / width,
    y: top / height,
    width: (Math.min(width, found.right * side) - left) / width,
    height: (Math.min(height, found.bottom * side) - top) / height,
    score: found.area / ((found.right - found.left) * (found.bottom - found.top)),
  };
}
