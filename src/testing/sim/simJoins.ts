import type { Emit } from '#contract/kernel.ts';
import type { OutputPorts } from '#contract/spec.ts';
import { joined } from './simMath.ts';
import { payloadOf, read, type Said } from './simPayload.ts';
import { sender, type SimInputs, type SimKernel, type SimParts } from './simParts.ts';

/** Makes one of what there is on some inputs, at the time of the first; with `needsAll`, only where there is all. */
export function join(parts: SimParts, ports: readonly string[], needsAll = false): SimKernel {
  return {
    process: (inputs: SimInputs, emit) => sendJoined(parts, ports, needsAll, inputs, emit),
  };
}

/** As `join`, and moves the bound of its output itself. */
export function settle(parts: SimParts): SimKernel {
  const ports = ['a', 'b'];
  return {
    async process(inputs: SimInputs, emit) {
      await sendJoined(parts, ports, false, inputs, emit);
      await parts.env.advance('out', Math.min(...ports.map((port) => parts.env.bound(port))));
    },
  };
}

/** Joins two sets of inputs, each with an output of its own. */
export function sets(parts: SimParts): SimKernel {
  return {
    process(inputs: SimInputs, emit) {
      const isFirst = inputs['a'] !== undefined || inputs['b'] !== undefined;
      return isFirst
        ? sendJoined(parts, ['a', 'b'], false, inputs, emit)
        : sendJoined(parts, ['c', 'd'], false, inputs, emit, 'other');
    },
  };
}

/** Pairs by number; the output is as far as `a` is. */
export function zip(parts: SimParts): SimKernel {
  return {
    async process(inputs: SimInputs, emit) {
      await sendJoined(parts, ['a', 'b'], true, inputs, emit);
      await parts.env.advance('out', parts.env.bound('a'));
    },
  };
}

/** Passes on the way that was chosen, if it had something. */
export function mux(): SimKernel {
  return {
    process({ a, b }: SimInputs, emit) {
      const chunk = a ?? b;
      return chunk && emit('out', chunk);
    },
  };
}

/** Each of `a` with the newest of `b`. */
export function latch({ kind, env }: SimParts): SimKernel {
  let newest: Said | undefined;
  return {
    process({ a, b }: SimInputs, emit) {
      if (b) newest = read(b.payload);
      if (!a) return undefined;
      const said = joined([read(a.payload), newest]);
      return sender(emit)('out', a.timestamp, payloadOf(env, kind, said));
    },
  };
}

function sendJoined(
  { kind, env }: SimParts,
  ports: readonly string[],
  needsAll: boolean,
  inputs: SimInputs,
  emit: Emit<OutputPorts>,
  output = 'out',
): void | Promise<void> {
  const chunks = ports.map((port) => inputs[port]);
  const first = chunks.find((chunk) => chunk !== undefined);
  if (!first || (needsAll && chunks.includes(undefined))) return undefined;
  const said = joined(chunks.map((chunk) => chunk && read(chunk.payload)));
  return sender(emit)(output, first.timestamp, payloadOf(env, kind, said));
}
