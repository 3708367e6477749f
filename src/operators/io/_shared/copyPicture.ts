import type { FramePool } from '#contract/env.ts';
import { Fault } from '#contract/fault.ts';
import { frameBytes, MAX_SIDE } from '#stream/frames.ts';
import type { Bytes, Colour, Frame } from '#stream/payload.ts';
import { type PixelLayout, pixelLayout } from './pixelLayout.ts';
import { type PlanePlace, repackRgb, repackYuv, type Turn, turnFrame } from './repack.ts';

/** A decoded picture outside of our memory: a `VideoFrame`, or what a media library wraps around one. */
export interface Picture {
  readonly format: string | null;
  /** The part to show, in pixels. */
  readonly visibleRect: { readonly width: number; readonly height: number } | null;
  /** Degrees by which it has to be turned clockwise to stand upright; absent where nothing is said. */
  readonly rotation?: number;
  /** Bytes of the visible part. */
  allocationSize(): number;
  /** Copies the visible part; resolves with where its planes lie. */
  copyTo(destination: Bytes): Promise<readonly PlanePlace[]>;
}

/**
 * Copies pictures out of the browser, upright. YUV of any kind becomes I420, RGB stays RGB. The caller
 * closes the picture.
 */
export type CopyPicture = (picture: Picture, colour: Colour) => Promise<Frame>;

/** RGB has neither matrix nor limited range; these are what its frames say. */
const RGB_COLOUR: Colour = { matrix: 'bt709', range: 'full' };

/** A copier into frames of `pool`. It keeps one buffer for formats that take a second step; one call at a time. */
export function pictureCopier(pool: FramePool): CopyPicture {
  let scratch: Bytes = new Uint8Array(0);

  async function copyAsStored(picture: Picture, colour: Colour): Promise<Frame> {
    const { width, height } = sizeOf(picture);
    const layout = layoutOf(picture);
    if (isI420(picture.format)) {
      const frame = pool.allocate('I420', width, height, colour);
      const [first] = frame.planes as readonly [Bytes];
      const whole = new Uint8Array(
        first.buffer,
        first.byteOffset,
        frameBytes('I420', width, height),
      );
      await picture.copyTo(whole);
      return frame;
    }
    const needed = picture.allocationSize();
    if (scratch.length < needed) scratch = new Uint8Array(needed);
    const places = await picture.copyTo(scratch);
    if (layout.kind === 'rgb') {
      const frame = pool.allocate('RGBA', width, height, RGB_COLOUR);
      repackRgb(scratch, places[0]!, layout, frame);
      return frame;
    }
    const frame = pool.allocate('I420', width, height, colour);
    repackYuv(scratch, places, layout, frame);
    return frame;
  }

  return async (picture, colour) => {
    const frame = await copyAsStored(picture, colour);
    const turn = picture.rotation ?? 0;
    if (!isTurn(turn) || turn === 0) return frame;
    const { format, width, height } = frame;
    const [across, down] = turn === 180 ? [width, height] : [height, width];
    const turned = pool.allocate(format, across, down, frame.colour);
    turnFrame(frame, turn, turned);
    return turned;
  };
}

function isTurn(rotation: number): rotation is Turn {
  return rotation % 90 === 0 && rotation >= 0 && rotation < 360;
}

/** True where the browser's tightly packed copy is laid out just like a frame of ours (WebCodecs §9.4.7). */
function isI420(format: string | null): boolean {
  return format === 'I420';
}

function sizeOf(picture: Picture): { readonly width: number; readonly height: number } {
  const { width, height } = picture.visibleRect ?? { width: 0, height: 0 };
  refuseTooLarge(width, height);
  return { width, height };
}

/** Throws a `Fault` if a picture of that many pixels across and down is more than a frame holds. */
export function refuseTooLarge(width: number, height: number): void {
  if (width <= MAX_SIDE && height <= MAX_SIDE) return;
  throw new Fault({
    title: 'The picture is too large',
    message: `It is ${width} × ${height} pixels; the limit is ${MAX_SIDE} a side. Make it smaller, or choose another one.`,
    remedies: ['choose-file'],
  });
}

function layoutOf(picture: Picture): PixelLayout {
  const layout = pixelLayout(picture.format ?? '');
  if (layout) return layout;
  throw new Fault({
    title: "Can't read these pictures",
    message: `They come as '${picture.format ?? 'opaque'}', a pixel format that only the graphics card can read. Turn off hardware decoding in the browser, or choose another source.`,
    remedies: ['retry'],
  });
}
