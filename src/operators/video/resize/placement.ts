/** Sides in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where the whole source picture lies on the target, in target pixels; it may reach beyond. */
export interface Placement extends Size {
  readonly x: number;
  readonly y: number;
}

/** What happens to a picture of another shape: black bars, cut edges, or distortion. */
export type Fit = 'contain' | 'cover' | 'stretch';

/**
 * Places a picture in the middle of a target. Bars are an even number of pixels wide at the top and the
 * left, and so is what lies between them, so that no chroma sample is shared by picture and bar.
 */
export function placePicture(source: Size, target: Size, fit: Fit): Placement {
  if (fit === 'stretch') return { x: 0, y: 0, ...target };
  const across = target.width / source.width;
  const down = target.height / source.height;
  const scale = fit === 'contain' ? Math.min(across, down) : Math.max(across, down);
  if (fit === 'cover') {
    const width = source.width * scale;
    const height = source.height * scale;
    return { x: (target.width - width) / 2, y: (target.height - height) / 2, width, height };
  }
  const width = evenSide(source.width * scale, target.width);
  const height = evenSide(source.height * scale, target.height);
  return {
    x: 2 * Math.floor((target.width - width) / 4),
    y: 2 * Math.floor((target.height - height) / 4),
    width,
    height,
  };
}

/** The nearest even length, at least 1 and at most `limit`, which may be odd. */
function evenSide(length: number, limit: number): number {
  return Math.min(Math.max(2 * Math.round(length / 2), 2), limit);
}
