import type { KernelEnv } from '#contract/env.ts';
import { kernel as pattern } from '#operators/io/test-pattern/kernel.ts';
import { spec as patternSpec } from '#operators/io/test-pattern/spec.ts';
import { kernel as blur } from '#operators/video/blur/kernel.ts';
import { spec as blurSpec } from '#operators/video/blur/spec.ts';
import { kernel as grayscale } from '#operators/video/grayscale/kernel.ts';
import { kernel as sobel } from '#operators/video/sobel/kernel.ts';
import { spec as sobelSpec } from '#operators/video/sobel/spec.ts';
import { BufferPool } from '#stream/bufferPool.ts';
import type { Chunk } from '#stream/chunk.ts';
import { takeFrame } from '#stream/frames.ts';
import { micros } from '#stream/micros.ts';
import { storageOf } from '#stream/payload.ts';

/** What both sides draw. */
export const PATTERN = { pattern: 'bars', width: 1280, height: 720, frameRate: 30 } as const;

/** How long a frame takes through the kernels alone, one call after another, in ms. */
export async function timePlainLoop(frames: number): Promise<number> {
  const pool = new BufferPool();
  const env = plainEnv(pool);
  const duration = (frames + 60) / 30;
  const source = await pattern.open(patternSpec.params.parse({ ...PATTERN, duration }), env);
  const filters = await Promise.all([
    grayscale.open({}, env),
    blur.open(blurSpec.params.parse({ radius: 3 }), env),
    sobel.open(sobelSpec.params.parse({}), env),
  ]);
  let count = 0;
  let start = 0;
  for await (const set of source.produce!(new AbortController().signal)) {
    // The first frames compile.
    if (count === 60) start = performance.now();
    count += 1;
    let chunk = (set as { readonly frame: Chunk }).frame;
    for (const filter of filters) {
      const before = storageOf(chunk.payload);
      let next = chunk;
      await filter.process!(
        { frame: chunk } as never,
        ((_port: string, one: Chunk) => {
          next = one;
        }) as never,
      );
      if (before && storageOf(next.payload) !== before) pool.release(before);
      chunk = next;
    }
    const last = storageOf(chunk.payload);
    if (last) pool.release(last);
  }
  return (performance.now() - start) / frames;
}

/** What these kernels ask for, and nothing else. */
function plainEnv(pool: BufferPool): KernelEnv {
  const env: Partial<KernelEnv> = {
    frames: {
      allocate: (format, width, height, colour) => takeFrame(pool, format, width, height, colour),
      // Nobody else holds any frame here.
      writable: (frame) => frame,
      track: (media) => media,
    },
    clock: {
      paced: false,
      now: () => micros(0),
      until: () => Promise.resolve(),
      fromDevice: (timestamp) => micros(timestamp),
    },
    log: () => {},
    wired: () => true,
    opening: () => {},
    ends: () => {},
  };
  return env as KernelEnv;
}
