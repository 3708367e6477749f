import { defineKernel, type KernelModule } from '#contract/kernel.ts';
import { micros } from '#stream/micros.ts';
import type { Colour } from '#stream/payload.ts';
import { now, sendNotes } from './notes.ts';
import type { arrivals, departures, frames, numbers, pass } from './specs.ts';

const BT709: Colour = { matrix: 'bt709', range: 'limited' };

const kernels: Readonly<Record<string, KernelModule>> = {
  'bench/numbers': defineKernel<typeof numbers>(({ count }) => ({
    async *produce() {
      const start = now();
      for (let i = 0; i < count; i++) {
        yield { value: { timestamp: micros(i), payload: i } };
      }
      sendNotes({ who: 'numbers', times: [start, now()] });
    },
  })),
  'bench/pass': defineKernel<typeof pass>(() => ({
    process: ({ value }, emit) => emit('value', value!),
  })),
  'bench/frames': defineKernel<typeof frames>(({ count, intervalMs }, env) => ({
    async *produce(signal) {
      for (let i = 0; i < count; i++) {
        await env.clock.until(micros(env.clock.now() + intervalMs * 1000), signal);
        const frame = env.frames.allocate('I420', 1920, 1080, BT709);
        yield { frame: { timestamp: micros(i), payload: frame } };
      }
    },
  })),
  'bench/departures': defineKernel<typeof departures>(() => {
    const times: number[] = [];
    return {
      process({ frame }, emit) {
        times.push(now());
        return emit('frame', frame!);
      },
      flush: () => sendNotes({ who: 'departures', times }),
    };
  }),
  'bench/arrivals': defineKernel<typeof arrivals>(() => {
    const times: number[] = [];
    return {
      process: () => void times.push(now()),
      flush: () => sendNotes({ who: 'arrivals', times }),
    };
  }),
};

/** The kernel of a bench operator. */
export async function loadKernel(operator: string): Promise<KernelModule> {
  return kernels[operator]!;
}
