import type { Emit } from '#contract/kernel.ts';
import type { OutputPorts } from '#contract/spec.ts';
import type { Chunk } from '#stream/chunk.ts';
import { boundAfter, DONE, type Micros } from '#stream/micros.ts';
import { joined } from './simMath.ts';
import { payloadOf, read, type Said } from './simPayload.ts';
import { sender, type SimInputs, type SimKernel, type SimParts } from './simParts.ts';

/**
 * Sends each chunk of `main` joined with what came around at the time of the one before, once that is known. With
 * `ends` the output ends with `main`; without, nobody says that the last has come around.
 */
export function feedback({ kind, params, env }: SimParts): SimKernel {
  const waiting: Chunk[] = [];
  let sentAt: Micros | undefined;
  let back: { readonly at: Micros; readonly said: Said } | undefined;

  const hasComeAround = (): boolean => sentAt === undefined || env.bound('loop') > sentAt;

  const send = async (emit: Emit<OutputPorts>): Promise<void> => {
    const { timestamp, payload } = waiting.shift()!;
    const came = back && back.at === sentAt ? back.said : undefined;
    sentAt = timestamp;
    const said = joined([read(payload), came]);
    try {
      await sender(emit)('out', timestamp, payloadOf(env, kind, said));
    } finally {
      env.release(payload);
    }
  };

  return {
    async process({ main, loop }: SimInputs, emit) {
      if (main) waiting.push({ ...main, payload: env.retain(main.payload) });
      if (loop) back = { at: loop.timestamp, said: read(loop.payload) };
      while (waiting.length > 0 && hasComeAround()) await send(emit);
      const settled = waiting[0]?.timestamp ?? env.bound('main');
      if (settled !== DONE || params.ends) await env.advance('out', settled);
      else if (sentAt !== undefined) await env.advance('out', boundAfter(sentAt));
    },
    async flush(emit) {
      while (waiting.length > 0) await send(emit);
    },
    close() {
      for (const { payload } of waiting.splice(0)) env.release(payload);
    },
  };
}

/** Lets a chunk in where the one before has come around, and drops it else; in batch all go in. */
export function entry({ env }: SimParts): SimKernel {
  let sentAt: Micros | undefined;
  return {
    async process({ main }: SimInputs, emit) {
      if (main) {
        const isFree = sentAt === undefined || env.bound('loop') > sentAt;
        if (isFree || env.lossless) {
          sentAt = main.timestamp;
          await emit('out', main);
        } else env.drop('limiter');
      }
      await env.advance('out', env.bound('main'));
    },
  };
}
