import type { KernelModule } from '#contract/kernel.ts';
import { isSource, type OperatorSpec, typesOf } from '#contract/spec.ts';
import { nodeCapsOf, type PortKey } from '#pipeline/nodeCaps.ts';
import { newNode } from '#pipeline/newNode.ts';
import { emptyPipeline } from '#pipeline/pipeline.ts';
import { chunkAt, makeFrame } from '#testing/payloads.ts';
import { runKernel } from '#testing/runKernel.ts';
import { type Caps, capsConflict, type CapsStructure } from '#stream/caps.ts';
import { describeCaps } from '#stream/capsWords.ts';
import type { Chunk } from '#stream/chunk.ts';
import type { AudioBlock, Frame, FrameFormat, Payload, PortType } from '#stream/payload.ts';
import { capsOfPayload } from '#stream/payloadCaps.ts';
import { expect, test } from 'vitest';
import { specs } from './catalog.ts';
import { loadKernel } from './kernels.ts';

/** How long each form is kept before the next, in chunks. */
const KEPT = 3;

/** Every format after every other, small and large, even and odd. */
const FORMS: readonly (readonly [FrameFormat, number, number])[] = [
  ['I420', 64, 48],
  ['I420', 33, 27],
  ['RGBA', 33, 27],
  ['RGBA', 96, 64],
  ['GRAY8', 96, 64],
  ['I420', 1, 1],
  ['GRAY8', 40, 24],
  ['RGBA', 16, 16],
  ['I420', 64, 48],
];

const SOUNDS: readonly (readonly [rate: number, channels: number])[] = [
  [48_000, 2],
  [48_000, 1],
  [8000, 1],
  [44_100, 6],
  [192_000, 2],
  [16_000, 3],
  [48_000, 2],
];

const noise = (i: number): number => ((i * 7919 + 13) % 509) / 509 - 0.5;

function frame([format, width, height]: (typeof FORMS)[number], seed: number): Frame {
  return makeFrame(format, width, height, (p, x, y) => (p * 31 + x * 7 + y * 13 + seed * 5) % 256);
}

function sound([sampleRate, count]: (typeof SOUNDS)[number], seed: number): AudioBlock {
  const length = sampleRate / 50;
  const channels = Array.from({ length: count }, (_, c) =>
    Float32Array.from({ length }, (_unused, i) => noise(i + 100 * c + 1000 * seed)),
  );
  return { kind: 'audio', sampleRate, channels };
}

/** A stream of that type whose form changes in the middle, again and again. */
function streamOf(type: PortType): readonly Payload[] {
  const times = Array.from({ length: KEPT }, (_, i) => i);
  if (type === 'video/raw') return FORMS.flatMap((form) => times.map((i) => frame(form, i)));
  if (type === 'audio/pcm') return SOUNDS.flatMap((form) => times.map((i) => sound(form, i)));
  return Array.from({ length: 20 }, (_, i) => plain(type, i));
}

function plain(type: PortType, i: number): Payload {
  switch (type) {
    case 'value/number':
      return i;
    case 'vision/detections': {
      const box = { x: 0.2, y: 0.2, width: 0.3, height: 0.4, score: 0.5 };
      const side = i < 10 ? 64 : 33;
      return {
        kind: 'detections',
        frame: { width: side, height: side },
        items: i % 3 ? [box] : [],
      };
    }
    case 'text/transcript':
      return { kind: 'transcript', words: [], final: i % 4 === 3, id: i >> 2 };
    default: {
      const length = i < 10 ? 8 : 5;
      const axes = [{ name: 'index', unit: '', start: 0, step: 1 }];
      const data = new Float32Array(length);
      return { kind: 'tensor', shape: [length], data, axes, unit: '' };
    }
  }
}

/** One chunk a port at a time, 20 ms apart: the streams of all inputs in step, as they were made above. */
function inputsOf(spec: OperatorSpec, type: PortType): readonly Readonly<Record<string, Chunk>>[] {
  const streams = Object.entries(spec.inputs).map(([name, port]) => {
    const types = typesOf(port);
    return [name, streamOf(types.includes(type) ? type : types[0]!)] as const;
  });
  const length = Math.max(...streams.map(([, stream]) => stream.length));
  return Array.from({ length }, (_, i) =>
    Object.fromEntries(
      streams.flatMap(([name, stream]) => {
        const payload = stream[i];
        return payload === undefined ? [] : [[name, chunkAt(i * 20_000, payload)]];
      }),
    ),
  );
}

/** What every output may carry while that is what comes; the ports do not follow each other in time here. */
function offered(spec: OperatorSpec, come: ReadonlyMap<PortKey, Caps>): ReadonlyMap<PortKey, Caps> {
  const caps = nodeCapsOf(newNode(emptyPipeline, spec, [0, 0]), spec);
  return caps.settle(come) ?? caps.free;
}

function within(payload: Payload, caps: Caps): string | undefined {
  const own: CapsStructure = capsOfPayload(payload);
  return capsConflict([own], caps)
    ? `${describeCaps([own])} is not ${describeCaps(caps)}`
    : undefined;
}

/** Needs no world outside, and no codec. */
const alone = specs.filter((spec) => !isSource(spec) && spec.requires.length === 0);
const cases = alone.flatMap((spec) =>
  [...new Set(Object.values(spec.inputs).flatMap((port) => typesOf(port)))].map(
    (type) => [spec.id, type, spec] as const,
  ),
);

test.each(cases)(
  '%s survives every change of form of %s, and sends what it says',
  async (_, type, spec) => {
    const kernel = (await loadKernel(spec.id)) as KernelModule<
      typeof spec.inputs,
      typeof spec.outputs,
      object
    >;
    const inputs = inputsOf(spec, type);
    const { emitted, leaked } = await runKernel(kernel, { params: spec.params.parse({}), inputs });
    expect(leaked).toBe(0);
    const free = offered(spec, new Map());
    const wrong = emitted.flatMap(({ port, chunk: { payload } }) => {
      const why = within(payload, free.get(`out.${port}`)!);
      return why ? [`${port}: ${why}`] : [];
    });
    expect(wrong).toEqual([]);
    for (const [i, { chunk }] of emitted.entries()) {
      const later = emitted.slice(i + 1).find(({ port }) => port === emitted[i]!.port);
      expect(later === undefined || later.chunk.timestamp > chunk.timestamp).toBe(true);
    }
  },
);

const single = cases.filter(
  ([, type, { inputs, outputs }]) =>
    (type === 'video/raw' || type === 'audio/pcm') &&
    Object.keys(inputs).length === 1 &&
    Object.keys(outputs).length > 0,
);

test.each(single)('%s sends of each form of %s what its caps say of it', async (_, type, spec) => {
  const kernel = (await loadKernel(spec.id)) as KernelModule<
    typeof spec.inputs,
    typeof spec.outputs,
    object
  >;
  const [name] = Object.keys(spec.inputs);
  const forms = type === 'video/raw' ? FORMS : SOUNDS;
  for (const [f] of forms.entries()) {
    const all = streamOf(type).slice(f * KEPT, (f + 1) * KEPT);
    const inputs = all.map((payload, i) => ({ [name!]: chunkAt(i * 20_000, payload) }));
    const out = offered(spec, new Map([[`in.${name!}`, [capsOfPayload(all[0]!)]] as const]));
    const { emitted } = await runKernel(kernel, { params: spec.params.parse({}), inputs });
    const wrong = emitted.flatMap(
      ({ port, chunk: { payload } }) => within(payload, out.get(`out.${port}`)!) ?? [],
    );
    expect(wrong).toEqual([]);
  }
});
