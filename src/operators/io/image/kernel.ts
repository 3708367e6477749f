import { defineKernel } from '#contract/kernel.ts';
import { micros } from '#stream/micros.ts';
import type { Frame } from '#stream/payload.ts';
import { askForFile, fileName } from '#operators/io/_shared/askForFile.ts';
import { decodeImage } from './decodeImage.ts';
import type { spec } from './spec.ts';

/** Decodes once and sends the same frame at the beat of the run's clock; a beat it is too late for is left out. */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;
  let shown: typeof initial.file | undefined;

  async function load(): Promise<Frame> {
    env.opening('Opening the picture');
    const { file } = params;
    const blob = await askForFile(env, file, 'a picture');
    const frame = await decodeImage(blob, fileName(file), env);
    shown = file;
    return env.retain(frame);
  }

  return {
    async *produce(signal) {
      let picture = await load();
      try {
        let rate = params.frameRate;
        let origin = 0;
        let index = 0;
        let last = 0;
        for (;;) {
          if (JSON.stringify(params.file) !== JSON.stringify(shown)) {
            const next = await load();
            env.release(picture);
            picture = next;
          }
          if (rate !== params.frameRate) {
            rate = params.frameRate;
            origin = last;
            index = 1;
          }
          const due = Math.floor(((env.clock.now() - origin) * rate) / 1e6);
          if (env.clock.paced) index = Math.max(index, due);
          const timestamp = micros(origin + (index * 1e6) / rate);
          await env.clock.until(timestamp, signal);
          last = timestamp;
          index += 1;
          const duration = micros(origin + (index * 1e6) / rate - timestamp);
          // Held once more on its way, so that nobody takes it for a frame to work in.
          env.retain(picture);
          try {
            yield { frame: { timestamp, duration, payload: picture } };
          } finally {
            env.release(picture);
          }
          if (!env.clock.paced) return;
        }
      } finally {
        env.release(picture);
      }
    },

    update(next) {
      params = next;
    },
  };
});
