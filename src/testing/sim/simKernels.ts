import type { Emit, KernelModule } from '#contract/kernel.ts';
import type { InputPorts, OutputPorts } from '#contract/spec.ts';
import type { Chunk } from '#stream/chunk.ts';
import { micros } from '#stream/micros.ts';
import { join, latch, mux, sets, settle, zip } from './simJoins.ts';
import { entry, feedback } from './simLoops.ts';
import { mapped, passes, running, saidBy, spanOf, summed, timeOf } from './simMath.ts';
import { sender, type SimInputs, type SimKernel, type SimParts } from './simParts.ts';
import { paint, payloadOf, read, type SimKind } from './simPayload.ts';
import type { SimOperator } from './simShapes.ts';
import type { SimParams } from './simSpecs.ts';

/** The kernel module of a simulated operator. */
export function simKernel(
  name: SimOperator,
  kind: SimKind,
): KernelModule<InputPorts, OutputPorts, SimParams> {
  return { open: (params, env) => makers[name]({ kind, params, env }) };
}

const makers: Readonly<Record<SimOperator, (parts: SimParts) => SimKernel>> = {
  source: (parts) => ({ produce: (signal) => produce(parts, signal, ['out']) }),
  twin: (parts) => ({ produce: (signal) => produce(parts, signal, ['out', 'ahead']) }),
  camera: (parts) => ({ produce: (signal) => capture(parts, signal) }),
  map: (parts) => map(parts, true),
  crew: (parts) => map(parts, true),
  stiff: (parts) => map(parts, false),
  filter: ({ params }) => ({
    process: ({ in: chunk }: SimInputs, emit) =>
      passes(read(chunk!.payload), params.modulus) ? emit('out', chunk!) : undefined,
  }),
  sieve: ({ params, env }) => ({
    process: ({ in: chunk }: SimInputs, emit) =>
      passes(read(chunk!.payload), params.modulus) ? emit('out', chunk!) : env.drop('invalid'),
  }),
  fork: ({ params }) => ({
    process: ({ in: chunk }: SimInputs, emit) =>
      emit(passes(read(chunk!.payload), params.modulus) ? 'out' : 'other', chunk!),
  }),
  sum,
  hold,
  spread: (parts) => ({
    async process({ in: chunk }: SimInputs, emit) {
      const send = sender(emit);
      for (let i = 0; i < 3; i++) {
        const said = mapped(read(chunk!.payload), i);
        await send('out', micros(chunk!.timestamp + i), payloadOf(parts.env, parts.kind, said));
      }
    },
  }),
  run(parts) {
    let last = 0;
    return {
      process({ in: chunk }: SimInputs, emit) {
        const samples = running(read(chunk!.payload) as readonly number[], last);
        last = samples.at(-1)!;
        return sender(emit)('out', chunk!.timestamp, payloadOf(parts.env, 'audio', samples));
      },
    };
  },
  window,
  choose: ({ params }) => ({
    process: ({ in: chunk }: SimInputs, emit) =>
      sender(emit)('out', chunk!.timestamp, (read(chunk!.payload) as number) % params.modulus),
  }),
  join: (parts) => join(parts, ['a', 'b', 'c']),
  inner: (parts) => join(parts, ['a', 'b'], true),
  lenient: (parts) => join(parts, ['a', 'b']),
  keeper: (parts) => join(parts, ['a', 'b']),
  settle,
  sets,
  zip,
  early: (parts) => join(parts, ['a', 'b']),
  newest: (parts) => join(parts, ['a', 'b']),
  recent: (parts) => join(parts, ['a', 'b']),
  mux,
  align: (parts) => join(parts, ['base', 'in']),
  merge() {
    let last = -Infinity;
    return {
      process({ a, b }: SimInputs, emit) {
        const chunk = (a ?? b)!;
        last = Math.max(last + 1, chunk.timestamp);
        return sender(emit)('out', micros(last), chunk.payload);
      },
    };
  },
  latch,
  beside: latch,
  feedback,
  entry,
  take: () => ({ process() {} }),
  gather: () => ({ process() {} }),
};

async function* produce(
  { kind, params, env }: SimParts,
  signal: AbortSignal,
  ports: readonly string[],
): AsyncGenerator<Record<string, Chunk>, void, void> {
  for (let i = 0; i < params.count; i++) {
    const timestamp = timeOf(i, kind, params);
    if (params.paced) await env.clock.until(timestamp, signal);
    const said = saidBy(i, kind, params);
    for (const port of ports) {
      // By one more microsecond each: ahead, but never so far that the next would be below the bound.
      const ahead = port === 'ahead' ? 3 : 0;
      yield {
        [port]: { timestamp: micros(timestamp + ahead), payload: payloadOf(env, kind, said) },
      };
    }
  }
}

async function* capture(
  { kind, params, env }: SimParts,
  signal: AbortSignal,
): AsyncGenerator<Record<string, Chunk>, void, void> {
  let late = 0;
  for (let i = 0; i < params.count; i++) {
    if (i === params.silentAt) {
      late = params.silentFor;
      if (params.says) env.idle('out', true);
    }
    const time = timeOf(i, kind, params) + late;
    await env.clock.until(micros(time), signal);
    const payload = payloadOf(env, kind, saidBy(i, kind, params));
    yield { out: { timestamp: env.clock.fromDevice(time), payload } };
  }
}

function map({ kind, params, env }: SimParts, takesParams: boolean): SimKernel {
  let { add } = params;
  return {
    process({ in: chunk }: SimInputs, emit) {
      const { timestamp, payload } = chunk!;
      const said = mapped(read(payload), add);
      const send = sender(emit);
      if (typeof payload === 'number' || payload.kind !== 'frame') {
        return send('out', timestamp, payloadOf(env, kind, said));
      }
      const frame = env.frames.writable(payload);
      paint(frame, said as number);
      return send('out', timestamp, frame);
    },
    ...(takesParams ? { update: (next: SimParams) => void ({ add } = next) } : {}),
  };
}

function sum({ kind, params, env }: SimParts): SimKernel {
  const kept: Chunk[] = [];
  const letGo = (): void => {
    for (const { payload } of kept) env.release(payload);
    kept.length = 0;
  };
  return {
    process({ in: chunk }: SimInputs, emit) {
      env.retain(chunk!.payload);
      kept.push(chunk!);
      if (kept.length < params.modulus) return undefined;
      const said = summed(kept.map(({ payload }) => read(payload) as number));
      letGo();
      return sender(emit)('out', chunk!.timestamp, payloadOf(env, kind, said));
    },
    flush: () => {
      if (kept.length > 0) env.drop('invalid', kept.length);
    },
    close: letGo,
  };
}

function hold({ params, env }: SimParts): SimKernel {
  const kept: Chunk[] = [];
  const next = (emit: Emit<OutputPorts>): void | Promise<void> => {
    const { timestamp, payload } = kept.shift()!;
    const sent = sender(emit)('out', timestamp, payload);
    if (sent) return sent.finally(() => env.release(payload));
    env.release(payload);
    return undefined;
  };
  return {
    process({ in: chunk }: SimInputs, emit) {
      env.retain(chunk!.payload);
      kept.push(chunk!);
      return kept.length > params.modulus ? next(emit) : undefined;
    },
    async flush(emit) {
      while (kept.length > 0) await next(emit);
    },
    close() {
      for (const { payload } of kept) env.release(payload);
      kept.length = 0;
    },
  };
}

/** Spans lie side by side from 0 on. */
function window({ kind, params: { span }, env }: SimParts): SimKernel {
  let open: number | undefined;
  let parts: number[] = [];
  const close = (emit: Emit<OutputPorts>): void | Promise<void> => {
    if (open === undefined) return undefined;
    const said = summed(parts);
    const last = micros(open + span - 1);
    open = undefined;
    parts = [];
    return sender(emit)('out', last, payloadOf(env, kind, said));
  };
  return {
    async process({ in: chunk }: SimInputs, emit) {
      if (chunk) {
        const begins = spanOf(chunk.timestamp, span);
        if (begins !== open) await close(emit);
        open = begins;
        parts.push(read(chunk.payload) as number);
      }
      const bound = env.bound('in');
      if (open !== undefined && bound >= open + span) await close(emit);
      if (Number.isFinite(bound)) await env.advance('out', spanOf(open ?? bound, span) + span - 1);
    },
    flush: close,
  };
}
