import type { Chunk } from '#stream/chunk.ts';
import { boundAfter, DONE, type Micros } from '#stream/micros.ts';
import type { EdgeMessage } from '#engine/protocol.ts';
import { isRecord } from '#base/json.ts';
import type { Journal } from './journal.ts';
import { SimPort } from './simPort.ts';

/**
 * Watches every message between workers while it lasts: bounds only rise, nothing is below them, and
 * nothing comes after the end. What is handed to a worker tells which edge a port belongs to.
 */
export function watchPorts(journal: Journal): Disposable {
  const bounds = new WeakMap<SimPort, number>();
  SimPort.watch = (port, data) => {
    nameEdges(data);
    const message = data as EdgeMessage;
    const next = boundOf(message);
    if (!next) return;
    const bound = bounds.get(port) ?? -Infinity;
    if (next.from < bound) {
      const edge = port.edge ?? 'of an unknown name';
      const what = next.isChunk ? `a chunk at ${next.from}` : `the bound ${next.from}`;
      journal.complain(`Edge ${edge} carries ${what} µs, below its bound ${bound}.`);
    }
    bounds.set(port, Math.max(bound, next.to));
  };
  return {
    [Symbol.dispose]() {
      SimPort.watch = undefined;
    },
  };
}

/** What a message says of its stream: nothing is below `from`, and nothing will be below `to`. */
function boundOf(
  message: EdgeMessage,
): { readonly from: number; readonly to: number; readonly isChunk: boolean } | undefined {
  if (!isRecord(message)) {
    return Array.isArray(message) ? chunkAt(message[1] as Micros) : undefined;
  }
  switch ((message as { readonly kind?: unknown }).kind) {
    case 'chunk':
      return chunkAt((message as { readonly chunk: Chunk }).chunk.timestamp);
    case 'end':
      return { from: DONE, to: DONE, isChunk: false };
    case 'bound': {
      const { bound } = message as { readonly bound: number };
      return { from: bound, to: bound, isChunk: false };
    }
    default:
      return undefined;
  }
}

function chunkAt(timestamp: Micros): {
  readonly from: number;
  readonly to: number;
  readonly isChunk: boolean;
} {
  return { from: timestamp, to: boundAfter(timestamp), isChunk: true };
}

/** The page hands ports to workers together with the edges they belong to. */
function nameEdges(data: unknown): void {
  if (!isRecord(data) || !Array.isArray(data['argumentList'])) return;
  for (const argument of data['argumentList'] as { readonly value?: unknown }[]) {
    if (!Array.isArray(argument.value)) continue;
    for (const end of argument.value as { readonly edge?: string; readonly port?: unknown }[]) {
      if (end?.port instanceof SimPort) end.port.edge = end.edge;
    }
  }
}
