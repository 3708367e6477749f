import type { KernelEnv } from '#contract/env.ts';
import type { Emit, Kernel, KernelModule } from '#contract/kernel.ts';
import type { InputPorts, OutputPorts } from '#contract/spec.ts';
import type { Chunk } from '#stream/chunk.ts';
import { type Micros, micros } from '#stream/micros.ts';
import { joined, mapped, passes, running, saidBy, summed, timeOf } from './simMath.ts';
import { paint, payloadOf, read, type Said, type SimKind } from './simPayload.ts';
import type { SimOperator, SimParams } from './simSpecs.ts';

type AnyKernel = Kernel<InputPorts, OutputPorts, SimParams>;
type Inputs = Readonly<Record<string, Chunk | undefined>>;
type Send = (port: string, timestamp: Micros, payload: Chunk['payload']) => void | Promise<void>;
/** What a kernel is made from. */
interface Parts {
  readonly kind: SimKind;
  readonly params: SimParams;
  readonly env: KernelEnv;
}

/** The kernel module of a simulated operator. */
export function simKernel(
  name: SimOperator,
  kind: SimKind,
): KernelModule<InputPorts, OutputPorts, SimParams> {
  return { open: (params, env) => makers[name]({ kind, params, env }) };
}

const makers: Readonly<Record<SimOperator, (parts: Parts) => AnyKernel>> = {
  source: (parts) => ({ produce: (signal) => produce(parts, signal, ['out']) }),
  twin: (parts) => ({ produce: (signal) => produce(parts, signal, ['out', 'ahead']) }),
  camera: (parts) => ({ produce: (signal) => capture(parts, signal) }),
  map: (parts) => map(parts, true),
  crew: (parts) => map(parts, false),
  stiff: (parts) => map(parts, false),
  filter: ({ params }) => ({
    process: ({ in: chunk }: Inputs, emit) =>
      passes(read(chunk!.payload), params.modulus) ? emit('out', chunk!) : undefined,
  }),
  sieve: ({ params, env }) => ({
    process: ({ in: chunk }: Inputs, emit) =>
      passes(read(chunk!.payload), params.modulus) ? emit('out', chunk!) : env.drop('invalid'),
  }),
  fork: ({ params }) => ({
    process: ({ in: chunk }: Inputs, emit) =>
      emit(passes(read(chunk!.payload), params.modulus) ? 'out' : 'other', chunk!),
  }),
  sum,
  hold,
  spread: (parts) => ({
    async process({ in: chunk }: Inputs, emit) {
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
      process({ in: chunk }: Inputs, emit) {
        const samples = running(read(chunk!.payload) as readonly number[], last);
        last = samples.at(-1)!;
        return sender(emit)('out', chunk!.timestamp, payloadOf(parts.env, 'audio', samples));
      },
    };
  },
  join: (parts) => join(parts, ['a', 'b', 'c'], false),
  inner: (parts) => join(parts, ['a', 'b'], true),
  merge() {
    let last = -Infinity;
    return {
      process({ a, b }: Inputs, emit) {
        const chunk = (a ?? b)!;
        last = Math.max(last + 1, chunk.timestamp);
        return sender(emit)('out', micros(last), chunk.payload);
      },
    };
  },
  latch: ({ kind, env }) => {
    let newest: Said | undefined;
    return {
      process({ a, b }: Inputs, emit) {
        if (b) newest = read(b.payload);
        if (!a) return undefined;
        const said = joined([read(a.payload), newest]);
        return sender(emit)('out', a.timestamp, payloadOf(env, kind, said));
      },
    };
  },
  take: () => ({ process() {} }),
  gather: () => ({ process() {} }),
};

async function* produce(
  { kind, params, env }: Parts,
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
  { kind, params, env }: Parts,
  signal: AbortSignal,
): AsyncGenerator<Record<string, Chunk>, void, void> {
  for (let i = 0; i < params.count; i++) {
    await env.clock.until(timeOf(i, kind, params), signal);
    const payload = payloadOf(env, kind, saidBy(i, kind, params));
    yield { out: { timestamp: env.clock.fromDevice(timeOf(i, kind, params)), payload } };
  }
}

function map({ kind, params, env }: Parts, takesParams: boolean): AnyKernel {
  let { add } = params;
  return {
    process({ in: chunk }: Inputs, emit) {
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

function sum({ kind, params, env }: Parts): AnyKernel {
  const kept: Chunk[] = [];
  const letGo = (): void => {
    for (const { payload } of kept) env.release(payload);
    kept.length = 0;
  };
  return {
    process({ in: chunk }: Inputs, emit) {
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

function hold({ params, env }: Parts): AnyKernel {
  const kept: Chunk[] = [];
  const next = (emit: Emit<OutputPorts>): void | Promise<void> => {
    const { timestamp, payload } = kept.shift()!;
    const sent = sender(emit)('out', timestamp, payload);
    if (sent) return sent.finally(() => env.release(payload));
    env.release(payload);
    return undefined;
  };
  return {
    process({ in: chunk }: Inputs, emit) {
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

function join({ kind, env }: Parts, ports: readonly string[], needsAll: boolean): AnyKernel {
  return {
    process(inputs: Inputs, emit) {
      const chunks = ports.map((port) => inputs[port]);
      if (needsAll && chunks.includes(undefined)) return undefined;
      const said = joined(chunks.map((chunk) => chunk && read(chunk.payload)));
      const { timestamp } = chunks.find((chunk) => chunk !== undefined)!;
      return sender(emit)('out', timestamp, payloadOf(env, kind, said));
    },
  };
}

function sender(emit: Emit<OutputPorts>): Send {
  return (port, timestamp, payload) => emit(port, { timestamp, payload });
}
