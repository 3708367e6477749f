import { log10 } from '#base/exponential.ts';
import { createAnalysisRack } from '#operators/audio/_shared/analysisRack.ts';
import { createPowerSpectrum } from '#operators/audio/_shared/powerSpectrum.ts';
import { defineKernel } from '#contract/kernel.ts';
import type { Micros } from '#stream/micros.ts';
import type { Frame } from '#stream/payload.ts';
import { createPalette } from './palette.ts';
import { createRows } from './rows.ts';
import type { spec } from './spec.ts';

const WIDTH = 320;
const HEIGHT = 180;
/** 30 pictures a second, less what the times of columns jitter by. */
const LEAST_INTERVAL = 33_000;

/**
 * One column a spectrum, kept as a ring of levels from 0 to 255; a picture is laid out from it at the time of
 * its newest column. What is on the picture stays through gaps, and through new params as it was drawn.
 */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  const colours = createPalette();
  const levels = new Uint8Array(WIDTH * HEIGHT);
  let params = initial;
  let next = 0;
  let sentAt = -Infinity;

  const rack = createAnalysisRack<void>(env, (rate) => {
    const size = Number(params.size);
    const spectrum = createPowerSpectrum(size, 'hann');
    const { first, last } = createRows(params.scale, HEIGHT, size, rate);
    const full = (spectrum.gain / 2) ** 2;
    return {
      size,
      hop: Math.max(1, Math.round((params.span * rate) / WIDTH)),
      analyse(stretch) {
        const powers = spectrum.of(stretch);
        const { floor, ceiling } = params;
        for (let y = 0; y < HEIGHT; y++) {
          let power = 0;
          for (let k = first[y]!; k <= last[y]!; k++) power = Math.max(power, powers[k]!);
          const level = (10 * log10(power / full) - floor) / (ceiling - floor);
          levels[next * HEIGHT + y] = Math.round(255 * Math.max(0, Math.min(1, level)));
        }
        next = next + 1 === WIDTH ? 0 : next + 1;
      },
    };
  });

  const draw = (): Frame => {
    const frame = env.frames.allocate('RGBA', WIDTH, HEIGHT, { matrix: 'bt601', range: 'full' });
    const pixels = frame.planes[0]!;
    const stride = frame.strides[0]!;
    for (let x = 0; x < WIDTH; x++) {
      const column = ((next + x) % WIDTH) * HEIGHT;
      for (let y = 0; y < HEIGHT; y++) {
        const colour = levels[column + y]! * 4;
        const at = y * stride + x * 4;
        for (let c = 0; c < 4; c++) pixels[at + c] = colours[colour + c]!;
      }
    }
    return frame;
  };

  return {
    process({ audio: chunk }, emit) {
      if (!chunk) return;
      // A block that brings several columns gives one picture, with all of them.
      const timestamp: Micros | undefined = rack.push(chunk).at(-1)?.timestamp;
      if (timestamp === undefined || timestamp < sentAt + LEAST_INTERVAL) return;
      sentAt = timestamp;
      return emit('frame', { timestamp, payload: draw() });
    },
    update(changed) {
      const { span, scale, size } = params;
      params = changed;
      if (changed.span !== span || changed.scale !== scale || changed.size !== size) rack.renew();
    },
  };
});
