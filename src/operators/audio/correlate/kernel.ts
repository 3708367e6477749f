import { inOrder } from '#operators/audio/_shared/inOrder.ts';
import { allFinite } from '#operators/audio/_shared/samples.ts';
import { defineKernel } from '#contract/kernel.ts';
import type { Chunk } from '#stream/chunk.ts';
import { micros } from '#stream/micros.ts';
import type { z } from 'zod';
import { createCorrelator } from './correlator.ts';
import type { spec } from './spec.ts';
import { createTimeline, type Timeline } from './timeline.ts';

/** How far one sound may be ahead of the other in blocks that have come, in seconds. */
const SLACK_SECONDS = 1;

interface Comparison {
  readonly rate: number;
  /** Time of sample 0, in µs. */
  readonly origin: number;
  readonly a: Timeline;
  readonly b: Timeline;
  readonly size: number;
  readonly compare: ReturnType<typeof createCorrelator>;
  /** Where the next window ends. */
  due: number;
}

/**
 * Both sounds are laid on one counter of samples by their times; a window is compared once both reach its
 * end, and its values lie at its last sample. New params, a gap and a new rate of a begin anew.
 */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;
  let now: Comparison | undefined;

  const usable = (chunk: Chunk<'audio/pcm'> | undefined): Chunk<'audio/pcm'> | undefined => {
    if (!chunk || allFinite(chunk.payload.channels)) return chunk;
    env.drop('invalid');
    return undefined;
  };

  const begin = ({ timestamp, payload }: Chunk<'audio/pcm'>): Comparison =>
    compareFrom(params, payload.sampleRate, timestamp);

  return {
    process(set, emit) {
      const [a, b] = [usable(set.a), usable(set.b)];
      const isGap = [a, b].some((chunk) => chunk?.payload.discontinuity);
      const lead = a ?? b;
      if (!lead) return;
      const isNewRate = a !== undefined && a.payload.sampleRate !== now?.rate;
      if (!now || isGap || isNewRate) now = begin(lead);
      const { rate, origin, size } = now;
      for (const [name, chunk] of [['a', a] as const, ['b', b] as const]) {
        if (!chunk) continue;
        if (chunk.payload.sampleRate === rate) {
          now[name].add(chunk.payload, Math.round(((chunk.timestamp - origin) * rate) / 1e6));
          continue;
        }
        env.log(
          `Sound ${name} has ${chunk.payload.sampleRate} Hz where the other has ${rate} Hz: put a resampler before it.`,
        );
        env.drop('invalid');
      }
      const steps: (() => void | Promise<void>)[] = [];
      const [stretchA, stretchB] = [new Float32Array(size), new Float32Array(size)];
      while (Math.min(now.a.end, now.b.end) >= now.due) {
        now.a.read(now.due - size, stretchA);
        now.b.read(now.due - size, stretchB);
        const { lag, likeness } = now.compare(stretchA, stretchB);
        const timestamp = micros(origin + ((now.due - 1) * 1e6) / rate);
        const delay = (lag * 1000) / rate;
        steps.push(
          () => emit('delay', { timestamp, payload: delay }),
          () => emit('likeness', { timestamp, payload: likeness }),
        );
        now.due += Math.ceil(size / 2);
      }
      return inOrder(steps);
    },
    update(next) {
      params = next;
      now = undefined;
    },
  };
});

function compareFrom(
  { window, longest }: z.output<(typeof spec)['params']>,
  rate: number,
  origin: number,
): Comparison {
  const size = Math.round((window / 1000) * rate);
  const lags = Math.min(Math.round((longest / 1000) * rate), Math.floor(size / 2));
  const memory = size + Math.ceil(SLACK_SECONDS * rate);
  return {
    rate,
    origin,
    a: createTimeline(memory),
    b: createTimeline(memory),
    size,
    compare: createCorrelator(size, lags),
    due: size,
  };
}
