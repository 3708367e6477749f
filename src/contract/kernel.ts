import type { Chunk } from '#stream/chunk.ts';
import type { PortType } from '#stream/payload.ts';
import type { KernelEnv } from './env.ts';
import type { InputPorts, OperatorSpec, OutputPorts, Port } from './spec.ts';
import type { z } from 'zod';

/** The payload types of one port. */
export type TypeOf<P extends Port> = P['type'] extends infer T
  ? T extends PortType
    ? T
    : T extends readonly (infer U extends PortType)[]
      ? U
      : never
  : never;

/** The chunks of one timestamp, one per input port; absent where that stream had none. */
export type InputSet<In extends InputPorts> = { readonly [K in keyof In]?: Chunk<TypeOf<In[K]>> };

/** What a source yields: chunks by output port, normally one. */
export type OutputSet<Out extends OutputPorts> = {
  readonly [K in keyof Out]?: Chunk<TypeOf<Out[K]>>;
};

/**
 * Sends one chunk downstream. A promise means back pressure: await or return it before emitting more.
 * Throws if the timestamp is below the bound of that output.
 */
export type Emit<Out extends OutputPorts> = <K extends keyof Out & string>(
  port: K,
  chunk: Chunk<TypeOf<Out[K]>>,
) => void | Promise<void>;

/**
 * A running operator, stepped in timestamp order; `process` never overlaps itself. Payloads handed in
 * are read-only and live until `process` settles; `env.retain` keeps one longer, emitting passes it on.
 */
export interface Kernel<In extends InputPorts, Out extends OutputPorts, Params> {
  /**
   * Called once per timestamp with at least one chunk; where the spec's bounds are `process`, also without one
   * when a time is settled. Not for sources.
   */
  process?(inputs: InputSet<In>, emit: Emit<Out>): void | Promise<void>;
  /**
   * Sources only: yields chunks until the stream ends. The engine asks for the next one only when the
   * last was accepted. `return()` is called on cancel, so `finally` blocks run.
   */
  produce?(signal: AbortSignal): AsyncGenerator<OutputSet<Out>, void, void>;
  /** Every input has ended; emit what is still held back. */
  flush?(emit: Emit<Out>): void | Promise<void>;
  /** New params between two chunks. A kernel without it is closed and opened anew. */
  update?(params: Params): void;
  /** Frees what was opened and releases what was retained. Exactly once, also after a failure. */
  close?(): void | Promise<void>;
}

/** Opens kernels of one operator. The same module is loaded in the browser's workers and in Node. */
export interface KernelModule<
  In extends InputPorts = InputPorts,
  Out extends OutputPorts = OutputPorts,
  Params = never,
> {
  open(params: Params, env: KernelEnv): Kernel<In, Out, Params> | Promise<Kernel<In, Out, Params>>;
}

/** The kernel module of a spec, typed from it without loading it. */
export type KernelOf<S> =
  S extends OperatorSpec<infer In, infer Out, infer P> ? KernelModule<In, Out, z.output<P>> : never;

/** Binds an implementation to the type of its spec: `defineKernel<typeof spec>((params, env) => …)`. */
export function defineKernel<S>(open: KernelOf<S>['open']): KernelOf<S> {
  return { open } as KernelOf<S>;
}
