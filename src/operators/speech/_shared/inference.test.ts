import type { HostReply, HostRequest } from '#contract/host.ts';
import type { Capability } from '#contract/spec.ts';
import { openAsBlob } from 'node:fs';
import { expect, test } from 'vitest';
import { startInference } from './inference.ts';
import type { ModelEnv } from '#contract/modelFiles.ts';

const env: ModelEnv = {
  opening: () => {},
  // As the package carries it: the build copies that file.
  async host<C extends Capability>(_: C, request: HostRequest[C]): Promise<HostReply[C]> {
    const { file } = request as HostRequest['model'];
    return (await openAsBlob(`node_modules/onnxruntime-web/dist/${file}`)) as HostReply[C];
  },
};

/** Protocol buffers: a field of bytes, text or another message, or one number below 128. */
function field(number: number, value: number | string | readonly Uint8Array[]): Uint8Array {
  if (typeof value === 'number') return Uint8Array.of(number << 3, value);
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : joined(value);
  return joined([Uint8Array.of((number << 3) | 2, bytes.length), bytes]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** The ONNX model y = operator(a, b) over three float32 numbers each, by onnx.proto3 of IR version 8. */
function networkOf(operator: string): Uint8Array {
  const three = [field(1, [field(1, 3)])];
  const vector = [field(1, [field(1, 1), field(2, three)])];
  const value = (name: string): Uint8Array[] => [field(1, name), field(2, vector)];
  const node = [field(1, 'a'), field(1, 'b'), field(2, 'y'), field(3, 'only'), field(4, operator)];
  const graph = [
    field(1, node),
    field(2, 'graph'),
    field(11, value('a')),
    field(11, value('b')),
    field(12, value('y')),
  ];
  return joined([field(1, 8), field(7, graph), field(8, [field(2, 17)])]);
}

test('a network computes, and says what it takes and gives', async () => {
  const inference = await startInference(env);
  const network = await inference.open('sum.onnx', networkOf('Mul'));
  expect([network.inputs, network.outputs]).toEqual([['a', 'b'], ['y']]);
  expect([network.shapeOf('a'), network.shapeOf('z')]).toEqual([[3], []]);
  const { y } = await network.run({
    a: inference.float32(Float32Array.of(1, 2, 3), [3]),
    b: inference.float32(Float32Array.of(4, 0.5, -1), [3]),
  });
  expect(y!.data).toEqual(Float32Array.of(4, 1, -3));
  await network.close();
});

test('an operator that the runtime lacks is named', async () => {
  const inference = await startInference(env);
  await expect(inference.open('odd.onnx', networkOf('Frobnicate'))).rejects.toThrow(
    "'odd.onnx' needs the operator 'Frobnicate'",
  );
});

test('a file that is no model is named', async () => {
  const inference = await startInference(env);
  const text = new TextEncoder().encode('<!doctype html>');
  await expect(inference.open('page.onnx', text)).rejects.toThrow("'page.onnx' is no model");
});
