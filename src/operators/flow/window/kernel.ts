import { defineKernel } from '#contract/kernel.ts';
import { lastOf, session, sliding, tumbling } from '#stream/eventTime/window.ts';
import { type Pane, WindowedState } from '#stream/eventTime/windowedState.ts';
import { micros } from '#stream/micros.ts';
import { read, summarise, type Summary } from './summary.ts';
import type { spec } from './spec.ts';

/**
 * The stream is in order, so its bound is the watermark and nothing is late. A span is done as soon as the
 * bound has passed its end, also where no further number comes.
 */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  const { kind, size, slide, measure } = initial;
  const length = Math.round(size * 1e6);
  const state = new WindowedState<number, Summary>({
    assign:
      kind === 'session'
        ? session(length)
        : kind === 'sliding'
          ? sliding(length, Math.round(slide * 1e6))
          : tumbling(length),
    merging: kind === 'session',
    aggregate: summarise,
  });

  // A number just where a session ends still belongs to it, so a session waits for that moment too.
  const spare = kind === 'session' ? 2 : 1;

  const resultOf = ({ window, contents }: Pane<Summary>) => ({
    timestamp: micros(lastOf(window)),
    payload: read(contents, measure),
  });

  return {
    async process({ in: chunk }, emit) {
      if (chunk) {
        const { timestamp, payload } = chunk;
        state.add(timestamp, typeof payload === 'number' ? payload : payload.items.length);
      }
      const bound = env.bound('in');
      for (const pane of state.advance(bound - spare)) await emit('result', resultOf(pane));
      await env.advance('result', Math.min(state.nextDue, bound));
    },

    async flush(emit) {
      for (const pane of state.advance(Infinity)) await emit('result', resultOf(pane));
    },
  };
});
