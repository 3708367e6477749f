import { Fault } from '#contract/fault.ts';
import type { KernelEnv } from '#contract/env.ts';
import type { Bytes, Colour, Frame } from '#stream/payload.ts';
import { containerColour } from '#operators/io/_shared/containerColour.ts';
import { pictureCopier } from '#operators/io/_shared/copyPicture.ts';
import { imageType } from './imageType.ts';
import { type Film, OWN_DECODERS, type OwnDecoder } from './ownDecoders.ts';
import { shrink } from './shrink.ts';

/** Longest side of what is sent on, in pixels: four 4K pictures are as much as a queue holds. */
const LONGEST = 4096;

/**
 * What a file shows, upright: a picture, as a frame allocated in the current call, or several that follow one
 * another. Throws a `Fault` in words, and so does a film for a picture that is corrupt.
 */
export async function decodeImage(blob: Blob, name: string, env: KernelEnv): Promise<Frame | Film> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const type = imageType(bytes);
  const own = type && OWN_DECODERS[type];
  if (own) {
    const decoded = await byOwnDecoder(own, bytes, name, env);
    if (decoded && 'next' in decoded) return fittingFilm(decoded, name, env);
    await env.turn();
    if (decoded) return fitting(decoded, env);
  }
  if (type === undefined || !(await canDecode(type))) throw unsupported(name, type);
  return fitting(await decoderAtHand(bytes, type, name, env), env);
}

/** Undefined if the file is one for which another decoder is needed, which is logged. */
async function byOwnDecoder(
  own: OwnDecoder,
  bytes: Bytes,
  name: string,
  env: KernelEnv,
): Promise<Frame | Film | undefined> {
  try {
    const reason = own.notOurs(bytes);
    if (reason === undefined) return await own.decode(bytes, env);
    env.log(
      `It is decoded by what is at hand here, since ${reason}; elsewhere its bytes may differ.`,
    );
    return undefined;
  } catch (error) {
    throw faultOf(error, name);
  }
}

function fittingFilm({ durations, next }: Film, name: string, env: KernelEnv): Film {
  return {
    durations,
    next() {
      try {
        return fitting(next(), env);
      } catch (error) {
        throw faultOf(error, name);
      }
    },
  };
}

/** By the browser, or what stands for it in Node. */
async function decoderAtHand(
  bytes: Bytes,
  type: string,
  name: string,
  env: KernelEnv,
): Promise<Frame> {
  const decoder = new ImageDecoder({ data: bytes, type, preferAnimation: false });
  try {
    const { image } = await decoder.decode();
    env.frames.track(image);
    try {
      return await pictureCopier(env.frames)(image, colourOf(image, type));
    } finally {
      image.close();
    }
  } catch (error) {
    throw error instanceof Fault ? error : damaged(name, error);
  } finally {
    decoder.close();
  }
}

async function canDecode(type: string): Promise<boolean> {
  return 'ImageDecoder' in globalThis && ImageDecoder.isTypeSupported(type);
}

/** JPEG and WebP fix their colours (JFIF 1.02: BT.601 full range; RFC 6386 §9.2: BT.601 limited); AVIF says its own. */
function colourOf(image: VideoFrame, type: string): Colour {
  if (type === 'image/jpeg') return { matrix: 'bt601', range: 'full' };
  if (type === 'image/webp') return { matrix: 'bt601', range: 'limited' };
  return containerColour(image.colorSpace, image.codedHeight);
}

function fitting(frame: Frame, env: KernelEnv): Frame {
  const { format, width, height, colour } = frame;
  const factor = Math.ceil(Math.max(width, height) / LONGEST);
  if (factor === 1) return frame;
  const [across, down] = [Math.ceil(width / factor), Math.ceil(height / factor)];
  const smaller = env.frames.allocate(format, across, down, colour);
  shrink(frame, factor, smaller);
  env.log(`The picture is ${width} × ${height}; it is sent as ${across} × ${down}.`);
  return smaller;
}

function unsupported(name: string, type: string | undefined): Fault {
  const what =
    type === undefined
      ? `'${name}' is not a picture that can be read here`
      : `'${name}' is ${type.slice(6).toUpperCase()}, for which there is no decoder here`;
  return new Fault({
    title: "Can't read this picture",
    message: `${what}. Choose a JPEG, PNG, WebP, AVIF, GIF or BMP.`,
    remedies: ['choose-file'],
    ...(type !== undefined && { kind: 'unavailable' }),
  });
}

function faultOf(error: unknown, name: string): Fault {
  if (error instanceof Fault) return error;
  return damaged(name, error, error instanceof Error ? `: ${error.message}` : '');
}

function damaged(name: string, cause: unknown, why = ''): Fault {
  return new Fault(
    {
      title: 'The picture is damaged',
      message: `'${name}' could not be decoded${why}. Choose a whole copy of it.`,
      remedies: ['choose-file', 'retry'],
    },
    cause,
  );
}
