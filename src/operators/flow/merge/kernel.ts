import { defineKernel } from '#contract/kernel.ts';
import type { Chunk } from '#stream/chunk.ts';
import { HeldClock, Idleness } from '#stream/eventTime/watermarks.ts';
import { WatermarkValve } from '#stream/eventTime/watermarkValve.ts';
import { type Micros, micros } from '#stream/micros.ts';
import type { spec } from './spec.ts';

const PORTS = ['a', 'b', 'c', 'd'] as const;

/**
 * Sends what lies at or before the watermark of all inputs that are not silent. A stream in order says with
 * its bound how far it is. The clock of silence stands still while what is sent has to wait.
 */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  const wired = PORTS.filter((port) => env.wired(port));
  const valve = new WatermarkValve(wired.length);
  const clock = new HeldClock(() => env.clock.now());
  const idleness = wired.map(() => new Idleness(initial.idle * 1e6));
  const told = wired.map(() => -Infinity);
  const waiting: Chunk[] = [];
  let last = -Infinity as Micros;
  /** Everything up to here has left. */
  let sentUntil = -Infinity;

  /** Hears what an input says by its bound, and finds out whether it is silent. */
  const hear = (index: number): void => {
    const bound = env.bound(wired[index]!);
    if (bound > told[index]!) {
      told[index] = bound;
      idleness[index]!.onEvent();
      valve.wake(index);
      valve.advance(index, bound - 1);
    }
    if (initial.idle === 0 || !env.clock.paced) return;
    idleness[index]!.onTick(clock.now());
    if (idleness[index]!.idle) valve.idle(index);
  };

  const insert = (chunk: Chunk): void => {
    if (chunk.timestamp <= sentUntil) {
      env.drop('late');
      return;
    }
    env.retain(chunk.payload);
    const behind = waiting.findIndex(({ timestamp }) => timestamp > chunk.timestamp);
    waiting.splice(behind < 0 ? waiting.length : behind, 0, chunk);
  };

  const sendUntil = async (
    watermark: number,
    send: (chunk: Chunk) => void | Promise<void>,
  ): Promise<void> => {
    sentUntil = Math.max(sentUntil, watermark);
    while (waiting[0] && waiting[0].timestamp <= watermark) {
      const chunk = waiting.shift()!;
      last = micros(Math.max(chunk.timestamp, last + 1));
      await send({ ...chunk, timestamp: last });
      env.release(chunk.payload);
    }
  };

  return {
    async process(inputs, emit) {
      for (const port of wired) {
        const chunk = inputs[port];
        if (chunk) insert(chunk);
      }
      wired.forEach((_, index) => hear(index));
      clock.hold();
      await sendUntil(valve.watermark, (chunk) => emit('out', chunk));
      clock.release();
      if (valve.watermark < Infinity) await env.advance('out', valve.watermark + 1);
    },

    flush: (emit) => sendUntil(Infinity, (chunk) => emit('out', chunk)),

    close() {
      for (const { payload } of waiting.splice(0)) env.release(payload);
    },
  };
});
