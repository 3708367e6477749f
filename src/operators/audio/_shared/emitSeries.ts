import type { Chunk } from '#stream/chunk.ts';
import type { Tensor } from '#stream/payload.ts';
import type { Finding } from './analysisRack.ts';
import { inOrder } from './inOrder.ts';

/** One dimension of numbers, in dB, told apart by their index under `axis`. */
function seriesOf(data: Float32Array<ArrayBuffer>, axis: string): Tensor {
  const axes = [{ name: axis, unit: '', start: 0, step: 1 }];
  return { kind: 'tensor', shape: [data.length], data, axes, unit: 'dB' };
}

/** Emits one tensor for each finding, in order; waits only where an emit does. */
export function emitSeries(
  findings: readonly Finding<Float32Array<ArrayBuffer>>[],
  axis: string,
  emit: (chunk: Chunk<'tensor'>) => void | Promise<void>,
): void | Promise<void> {
  return inOrder(
    findings.map(
      ({ timestamp, value }) =>
        () =>
          emit({ timestamp, payload: seriesOf(value, axis) }),
    ),
  );
}
