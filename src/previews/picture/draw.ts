import type { Painter } from '#previews/painter.ts';
import type { Sample } from '#previews/sample.ts';

/** A sampled picture. */
export type Picture = Extract<Sample, { readonly kind: 'picture' }>;

/** Puts the pixels on a canvas of exactly their size; the page fits that into the preview, unstretched. */
export function drawPicture(canvas: HTMLCanvasElement, { pixels, width, height }: Picture): void {
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  canvas.getContext('2d')!.putImageData(new ImageData(pixels, width, height), 0, 0);
}

/** Shows the newest picture. */
export function createPicturePainter(): Painter {
  let newest: Picture | undefined;
  return {
    take(sample) {
      if (sample.kind === 'picture') newest = sample;
    },
    paint(canvas) {
      if (newest) drawPicture(canvas, newest);
    },
  };
}
