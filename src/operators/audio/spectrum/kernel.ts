import { defineKernel } from '#contract/kernel.ts';
import type { Tensor } from '#stream/payload.ts';
import { type Analyser, createAnalyser, peakBin } from './analyser.ts';
import type { spec } from './spec.ts';

/**
 * A spectrum after every hop, once enough sound has come, at the timestamp of the block that completed
 * it. Where one block completes several, only the newest is made.
 */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;
  let analyser: Analyser = createAnalyser(Number(params.size), params.window);
  let ring = new Float32Array(analyser.size);
  // Where the next sample goes, and how many must come before the next spectrum.
  let next = 0;
  let missing = ring.length;
  let rate = 0;

  const forget = (): void => {
    next = 0;
    missing = ring.length;
  };

  const write = (channels: readonly Float32Array[], from: number, to: number): void => {
    for (let i = from; i < to; i++) {
      let sum = 0;
      for (const channel of channels) sum += channel[i]!;
      ring[next] = sum / channels.length;
      next = next + 1 === ring.length ? 0 : next + 1;
    }
  };

  return {
    process({ audio: chunk }, emit) {
      if (!chunk) return;
      const { channels, sampleRate, discontinuity } = chunk.payload;
      if (sampleRate !== rate || discontinuity) forget();
      rate = sampleRate;
      const length = channels[0]!.length;
      if (missing > length) {
        write(channels, 0, length);
        missing -= length;
        return;
      }
      const { size } = analyser;
      const hop = Math.max(1, Math.round(size * (1 - params.overlap / 100)));
      const newest = missing + hop * Math.floor((length - missing) / hop);
      write(channels, 0, newest);
      const data = new Float32Array(size / 2 + 1);
      // The ring is exactly one spectrum long, so the oldest sample lies where the next one goes.
      analyser.analyse(ring, next, data);
      write(channels, newest, length);
      missing = hop - (length - newest);
      if (data.some(Number.isNaN)) return env.drop('invalid');
      const step = rate / size;
      const spectrum: Tensor = {
        kind: 'tensor',
        shape: [data.length],
        data,
        axes: [{ name: 'frequency', unit: 'Hz', start: 0, step }],
        unit: 'dBFS',
      };
      const { timestamp } = chunk;
      const peak = { timestamp, payload: peakBin(data) * step };
      const held = emit('spectrum', { timestamp, payload: spectrum });
      return held ? held.then(() => emit('peak', peak)) : emit('peak', peak);
    },

    update(changed) {
      const size = Number(changed.size);
      if (size !== analyser.size || changed.window !== params.window) {
        analyser = createAnalyser(size, changed.window);
      }
      if (size !== ring.length) {
        ring = new Float32Array(size);
        forget();
      }
      params = changed;
    },
  };
});
