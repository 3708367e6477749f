import { defaultParams } from '#contract/paramFields.ts';
import { isSource, typesOf } from '#contract/spec.ts';
import type { Chunk } from '#stream/chunk.ts';
import { type Emitted, runKernel } from '#testing/runKernel.ts';
import { soundInputs, whiteNoise } from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { specs } from './catalog.ts';
import { loadKernel } from './kernels.ts';

/** Every operator of ours that takes sound in all of its inputs and asks its home for nothing. */
const operators = specs.filter(
  (spec) =>
    spec.id.startsWith('audio/') &&
    !isSource(spec) &&
    spec.requires.length === 0 &&
    Object.values(spec.inputs).every((port) => typesOf(port).includes('audio/pcm')),
);

/** What goes on over a gap by its own doc: the loudness of the whole programme, numbers of notes, a picture of the past. */
const GOES_ON: Readonly<Record<string, readonly string[]>> = {
  'audio/lufs': ['integrated'],
  'audio/dominant-notes': ['names'],
  'audio/waterfall': ['frame'],
};

type Blocks = ReturnType<typeof soundInputs>;

/** Half a second of noise at `start` µs, its first block marked as the first after a gap where said. */
function noise(seed: number, start: number, isGap: boolean, rate = 48_000, channels = 1): Blocks {
  const sound = Array.from({ length: channels }, (_, c) => whiteNoise(rate / 2, seed + c));
  return soundInputs(rate, sound, Math.round(rate / 100), start).map(({ audio }, index) => ({
    audio:
      isGap && index === 0
        ? { ...audio, payload: { ...audio.payload, discontinuity: true } }
        : audio,
  }));
}

async function runOn(id: string, blocks: Blocks): Promise<readonly Emitted[]> {
  const spec = operators.find((one) => one.id === id)!;
  const ports = Object.keys(spec.inputs);
  const inputs = blocks.map(({ audio }) =>
    Object.fromEntries(ports.map((port) => [port, audio as Chunk])),
  );
  const module = await loadKernel(id);
  const run = await runKernel(module, { params: defaultParams(spec) as never, inputs });
  expect(run.leaked).toBe(0);
  return run.emitted;
}

test('operators on sound are found', () => {
  expect(operators.length).toBeGreaterThan(18);
});

test.each(operators.map(({ id }) => id))('%s keeps nothing over a gap', async (id) => {
  const gap = 30_000_000;
  const after = noise(100, gap, true);
  const goesOn = GOES_ON[id] ?? [];
  const kept = (emitted: readonly Emitted[]): unknown =>
    emitted
      .filter(({ port, chunk }) => chunk.timestamp >= gap && !goesOn.includes(port))
      .map(({ port, chunk }) => [port, chunk.timestamp, plain(chunk)]);
  const together = kept(await runOn(id, [...noise(1, 0, false), ...after]));
  expect(together).toEqual(kept(await runOn(id, after)));
});

const LAYOUTS = [
  [8000, 1],
  [44_100, 2],
  [192_000, 2],
  [48_000, 6],
] as const;

test.each(operators.map(({ id }) => id))(
  '%s takes mono, stereo and 5.1, from 8 to 192 kHz, and keeps time',
  async (id) => {
    for (const [rate, channels] of LAYOUTS) {
      const emitted = await runOn(id, noise(7, 0, false, rate, channels));
      const last = new Map<string, number>();
      for (const { port, chunk } of emitted) {
        expect(chunk.timestamp).toBeGreaterThan(last.get(port) ?? -Infinity);
        last.set(port, chunk.timestamp);
        expect(isFiniteAll(chunk)).toBe(true);
      }
    }
  },
);

/** The numbers of a chunk, whatever memory they lie in. */
function plain({ payload }: Chunk): unknown {
  if (typeof payload !== 'object') return payload;
  if (payload.kind === 'audio') return payload.channels.map((channel) => [...channel]);
  if (payload.kind === 'tensor') return [...payload.data];
  if (payload.kind === 'frame')
    return payload.planes.map((plane) => Buffer.from(plane).toString('base64'));
  return payload;
}

function isFiniteAll({ payload }: Chunk): boolean {
  if (typeof payload === 'number') return Number.isFinite(payload);
  if (payload.kind === 'audio') {
    return payload.channels.every((channel) => channel.every(Number.isFinite));
  }
  return payload.kind !== 'tensor' || payload.data.every(Number.isFinite);
}
