import { defineKernel } from '#contract/kernel.ts';
import type { OutputSet } from '#contract/kernel.ts';
import { micros } from '#stream/micros.ts';
import type { Frame } from '#stream/payload.ts';
import { askForFile, fileName } from '#operators/io/_shared/askForFile.ts';
import { decodeImage } from './decodeImage.ts';
import type { Film } from './ownDecoders.ts';
import type { spec } from './spec.ts';

type Chunks = OutputSet<(typeof spec)['outputs']>;

/** A film further behind than this goes on from here, in µs. */
const LAG = 100_000;

/**
 * Decodes a still once and sends the same frame at the beat of the run's clock; a beat it is too late for is left
 * out. A film is sent picture by picture, each for as long as its file says.
 */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;
  let shown: typeof initial.file | undefined;
  /** Where the next picture begins, in µs of the stream. */
  let reached = 0;

  async function load(): Promise<Frame | Film> {
    env.opening('Opening the picture');
    const { file } = params;
    const blob = await askForFile(env, file, 'a picture');
    const picture = await decodeImage(blob, fileName(file), env);
    shown = file;
    return picture;
  }

  const isOther = (): boolean => JSON.stringify(params.file) !== JSON.stringify(shown);

  async function* still(picture: Frame, signal: AbortSignal): AsyncGenerator<Chunks, void, void> {
    let rate = params.frameRate;
    let origin = reached;
    let index = 0;
    let last = origin;
    for (;;) {
      if (rate !== params.frameRate) {
        rate = params.frameRate;
        origin = last;
        index = 1;
      }
      const due = Math.floor(((env.clock.now() - origin) * rate) / 1e6);
      if (env.clock.paced) index = Math.max(index, due);
      const timestamp = micros(origin + (index * 1e6) / rate);
      await env.clock.until(timestamp, signal);
      if (isOther()) return;
      last = timestamp;
      index += 1;
      reached = Math.round(origin + (index * 1e6) / rate);
      const duration = micros(reached - timestamp);
      // Held once more on its way, so that nobody takes it for a frame to work in.
      env.retain(picture);
      try {
        yield { frame: { timestamp, duration, payload: picture } };
      } finally {
        env.release(picture);
      }
      if (!env.clock.paced) return;
    }
  }

  async function* film({ durations, next }: Film, signal: AbortSignal) {
    do {
      for (const duration of durations) {
        if (env.clock.paced) reached = Math.max(reached, env.clock.now() - LAG);
        const timestamp = micros(reached);
        await env.clock.until(timestamp, signal);
        if (isOther()) return;
        reached += duration;
        yield { frame: { timestamp, duration, payload: next() } };
      }
    } while (env.clock.paced);
  }

  return {
    async *produce(signal) {
      do {
        const picture = await load();
        if ('next' in picture) {
          yield* film(picture, signal);
          continue;
        }
        env.retain(picture);
        try {
          yield* still(picture, signal);
        } finally {
          env.release(picture);
        }
      } while (isOther());
    },

    update(next) {
      params = next;
    },
  };
});
