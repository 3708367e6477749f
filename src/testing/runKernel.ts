import type { KernelEnv } from '#contract/env.ts';
import type { KernelModule } from '#contract/kernel.ts';
import type { HostReply, HostRequest } from '#contract/host.ts';
import type { Capability, InputPorts, OutputPorts } from '#contract/spec.ts';
import { takeAudioBlock } from '#stream/audioBlocks.ts';
import { BufferPool } from '#stream/bufferPool.ts';
import type { Chunk } from '#stream/chunk.ts';
import type { DropReason } from '#stream/dropReason.ts';
import { takeFrame } from '#stream/frames.ts';
import { type Bound, boundAfter, DONE, type Micros, micros, UNKNOWN } from '#stream/micros.ts';
import { type Frame, type Payload, storageOf } from '#stream/payload.ts';

/** One emitted chunk and the port it left by. */
export interface Emitted {
  readonly port: string;
  readonly chunk: Chunk;
}

/** Answers of the outside world, by capability. */
export type TestHosts = {
  readonly [C in Capability]?: (request: HostRequest[C]) => Promise<HostReply[C]>;
};

/** What a kernel did. */
export interface KernelRun {
  readonly emitted: readonly Emitted[];
  readonly drops: Readonly<Partial<Record<DropReason, number>>>;
  readonly logs: readonly string[];
  /** What it had to say of itself, without repetitions; undefined where it took that back. */
  readonly notices: readonly (string | undefined)[];
  /** The newest figures of its own. */
  readonly facts: Readonly<Record<string, string | number>>;
  /** Payloads retained and never released; must be 0. */
  readonly leaked: number;
  /** What the kernel said of its outputs' bounds, in order. */
  readonly advanced: readonly { readonly port: string; readonly bound: Bound }[];
}

/** How to run one. */
export interface RunKernelOptions<Params> {
  readonly params: Params;
  /** For operators with inputs: one entry per timestamp, ascending. */
  readonly inputs?: readonly Readonly<Record<string, Chunk>>[];
  /** What is settled on inputs at the input set of that index; an input not named is settled up to its last chunk. */
  readonly bounds?: Readonly<Record<number, Readonly<Record<string, Bound>>>>;
  /** Params handed to `update` before the input set of that index. */
  readonly updates?: Readonly<Record<number, Params>>;
  /** Sources: stop after so many yields. */
  readonly take?: number;
  readonly hosts?: TestHosts;
  /** False for batch mode. Sources see a clock that jumps to whatever they wait for. */
  readonly paced?: boolean;
}

/** Runs a kernel by itself, in order, under a virtual clock: open, inputs or produce, flush, close. */
export async function runKernel<In extends InputPorts, Out extends OutputPorts, Params>(
  module: KernelModule<In, Out, Params>,
  options: RunKernelOptions<Params>,
): Promise<KernelRun> {
  const pool = new BufferPool();
  const emitted: Emitted[] = [];
  const drops: Partial<Record<DropReason, number>> = {};
  const remarks: Remarks = { logs: [], notices: [], facts: {} };
  const named = [...(options.inputs ?? []), ...Object.values(options.bounds ?? {})];
  const wired = new Set(named.flatMap((set) => Object.keys(set)));
  const bounds = new Map<string, Bound>();
  const advanced: { readonly port: string; readonly bound: Bound }[] = [];
  const env: KernelEnv & { retained(): number } = {
    ...testEnv(pool, drops, remarks, options.hosts ?? {}, options.paced ?? true, wired),
    bound: (input) => (wired.has(input) ? (bounds.get(input) ?? UNKNOWN) : DONE),
    advance: (port, bound) => void advanced.push({ port, bound }),
    idle: () => {},
    earliest: () => UNKNOWN,
  };
  const kernel = await module.open(options.params, env);
  const emit = (port: string, chunk: Chunk): void => {
    // Emitted payloads outlive the call here, so that a test can read them.
    const storage = storageOf(chunk.payload);
    if (storage) pool.retain(storage);
    emitted.push({ port, chunk });
  };
  try {
    if (kernel.produce) {
      const abort = new AbortController();
      let left = options.take ?? Infinity;
      for await (const set of kernel.produce(abort.signal)) {
        for (const [port, chunk] of Object.entries(set)) emit(port, chunk as Chunk);
        if (--left <= 0) break;
      }
    }
    for (const [index, set] of (options.inputs ?? []).entries()) {
      const update = options.updates?.[index];
      if (update) kernel.update?.(update);
      for (const [input, chunk] of Object.entries(set))
        bounds.set(input, boundAfter(chunk.timestamp));
      for (const [input, bound] of Object.entries(options.bounds?.[index] ?? {})) {
        bounds.set(input, bound);
      }
      await kernel.process?.(set as never, emit as never);
    }
    for (const input of wired) bounds.set(input, DONE);
    await kernel.flush?.(emit as never);
  } finally {
    await kernel.close?.();
  }
  return { emitted, drops, ...remarks, leaked: env.retained(), advanced };
}

interface Remarks {
  readonly logs: string[];
  readonly notices: (string | undefined)[];
  facts: Readonly<Record<string, string | number>>;
}

function testEnv(
  pool: BufferPool,
  drops: Partial<Record<DropReason, number>>,
  remarks: Remarks,
  hosts: TestHosts,
  paced: boolean,
  wired: ReadonlySet<string>,
): Omit<KernelEnv, 'bound' | 'advance' | 'idle' | 'earliest'> & { retained(): number } {
  let seed = 1;
  let now = 0;
  let last = -Infinity;
  let offset: number | undefined;
  let retained = 0;
  return {
    frames: {
      allocate: (format, width, height, colour) => takeFrame(pool, format, width, height, colour),
      writable: (frame): Frame => {
        const copy = takeFrame(pool, frame.format, frame.width, frame.height, frame.colour);
        frame.planes.forEach((plane, p) => {
          const [from, to] = [frame.strides[p]!, copy.strides[p]!];
          for (let at = 0, out = 0; out < copy.planes[p]!.length; at += from, out += to) {
            copy.planes[p]!.set(plane.subarray(at, at + to), out);
          }
        });
        return copy;
      },
      track: (media) => media,
    },
    audio: {
      allocate: (channels, length, rate) => takeAudioBlock(pool, channels, length, rate),
    },
    clock: {
      paced,
      now: () => micros(now),
      async until(time) {
        if (paced) now = Math.max(now, time);
      },
      fromDevice(timestamp): Micros {
        offset ??= 1_700_000_000_000_000 - timestamp;
        last = Math.max(last + 1, Math.round(timestamp + offset));
        return micros(last);
      },
    },
    random() {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return seed / 2 ** 32;
    },
    retain<T extends Payload>(payload: T): T {
      const storage = storageOf(payload);
      if (storage) pool.retain(storage);
      retained += 1;
      return payload;
    },
    turn: () => Promise.resolve(),
    release(payload) {
      const storage = storageOf(payload);
      if (storage) pool.release(storage);
      retained -= 1;
    },
    drop(reason, count = 1) {
      drops[reason] = (drops[reason] ?? 0) + count;
    },
    lossless: !paced,
    log: (message) => void remarks.logs.push(message),
    notice(words) {
      if (words !== remarks.notices.at(-1)) remarks.notices.push(words);
    },
    facts(facts) {
      remarks.facts = facts;
    },
    outside: () => {},
    wired: (input) => wired.has(input),
    opening: () => {},
    ends: () => {},
    host(capability, request) {
      const answer = hosts[capability];
      if (!answer) throw new Error(`This test has no host for '${capability}'.`);
      return answer(request);
    },
    retained: () => retained,
  };
}
