import { defineKernel } from '#contract/kernel.ts';
import { afterGap } from '#operators/flow/_shared/afterGap.ts';
import type { Chunk } from '#stream/chunk.ts';
import { type Bound, micros } from '#stream/micros.ts';
import { FlowLimiter, type LimiterRules } from './flowLimiter.ts';
import { ReplayedDecisions } from './replayedDecisions.ts';
import type { spec } from './spec.ts';

/**
 * Decides about each chunk of the main stream, and about those beside it as about the main one at or before
 * their time. The bounds of what was dropped go on, so that nothing below waits for it.
 */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  const rulesOf = ({ maxInFlight, maxInQueue, timeout }: typeof initial): LimiterRules => ({
    maxInFlight: env.lossless ? Infinity : maxInFlight,
    maxInQueue,
    timeout: timeout * 1e6,
  });
  const limiter = env.wired('allow')
    ? new ReplayedDecisions<Chunk>()
    : new FlowLimiter<Chunk>(rulesOf(initial));
  const beside: Chunk[] = [];
  const gap = { out: false, aux: false };

  type Send = (port: 'out' | 'aux', chunk: Chunk) => void | Promise<void>;

  /** Sends a kept chunk on, or gives it up. */
  const settle = async (port: 'out' | 'aux', chunk: Chunk, allowed: boolean, send: Send) => {
    if (allowed) await send(port, gap[port] ? afterGap(chunk) : chunk);
    else env.drop('limiter');
    gap[port] = !allowed;
    env.release(chunk.payload);
  };

  const settleBeside = async (bound: Bound, send: Send): Promise<void> => {
    while (beside[0] && beside[0].timestamp < bound) {
      const chunk = beside.shift()!;
      await settle('aux', chunk, limiter.decided.allowedAt(chunk.timestamp), send);
    }
    limiter.decided.forgetBelow(beside[0]?.timestamp ?? bound);
  };

  return {
    async process({ in: chunk, aux, allow }, emit) {
      if (limiter instanceof FlowLimiter) limiter.finished(env.bound('finished') - 1);
      else if (allow) limiter.heard(allow.timestamp, allow.payload >= 0.5);
      if (aux) beside.push({ ...aux, payload: env.retain(aux.payload) });
      if (chunk) limiter.arrive(chunk.timestamp, { ...chunk, payload: env.retain(chunk.payload) });
      const send: Send = (port, kept) => emit(port, kept);
      for (const { timestamp, item, allowed } of limiter.decide()) {
        await settle('out', item, allowed, send);
        await emit('allow', { timestamp: micros(timestamp), payload: allowed ? 1 : 0 });
      }
      const bound = limiter.undecidedFrom ?? env.bound('in');
      await settleBeside(bound, send);
      await env.advance('out', bound);
      await env.advance('allow', bound);
      await env.advance('aux', Math.min(bound, env.bound('aux')));
    },

    /** Nobody is left to say that there is room: what waits is let in, unless nobody decided so before. */
    async flush(emit) {
      const send: Send = (port, kept) => emit(port, kept);
      const allowed = limiter instanceof FlowLimiter;
      for (const chunk of limiter.takeWaiting()) {
        await settle('out', chunk, allowed, send);
        await emit('allow', { timestamp: chunk.timestamp, payload: allowed ? 1 : 0 });
      }
      await settleBeside(Infinity, send);
    },

    update(next) {
      if (limiter instanceof FlowLimiter) limiter.rules = rulesOf(next);
    },

    close() {
      for (const chunk of limiter.takeWaiting()) env.release(chunk.payload);
      for (const chunk of beside.splice(0)) env.release(chunk.payload);
    },
  };
});
