import type { KernelEnv } from '#contract/env.ts';
import type { Emit, Kernel } from '#contract/kernel.ts';
import type { InputPorts, OutputPorts } from '#contract/spec.ts';
import type { Chunk } from '#stream/chunk.ts';
import type { Micros } from '#stream/micros.ts';
import type { SimKind } from './simPayload.ts';
import type { SimParams } from './simSpecs.ts';

/** Any simulated kernel. */
export type SimKernel = Kernel<InputPorts, OutputPorts, SimParams>;
/** What one call is given. */
export type SimInputs = Readonly<Record<string, Chunk | undefined>>;

/** What a kernel is made from. */
export interface SimParts {
  readonly kind: SimKind;
  readonly params: SimParams;
  readonly env: KernelEnv;
}

type Send = (port: string, timestamp: Micros, payload: Chunk['payload']) => void | Promise<void>;

/** Emits without a duration. */
export function sender(emit: Emit<OutputPorts>): Send {
  return (port, timestamp, payload) => emit(port, { timestamp, payload });
}
