import type { Chunk } from '#stream/chunk.ts';
import type { AudioBlock } from '#stream/payload.ts';
import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import {
  farthest,
  heard,
  samplesOf,
  soundInputs,
  steepestStep,
  whiteNoise,
} from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

const defaults = spec.params.parse({});
type Inputs = Readonly<Record<string, Chunk>>;

/** Streams on their ports, merged as the engine does: one set for each time, ascending. */
function merged(
  streams: Readonly<Record<string, ReturnType<typeof soundInputs>>>,
): readonly Inputs[] {
  const sets = new Map<number, Record<string, Chunk>>();
  for (const [port, stream] of Object.entries(streams)) {
    for (const { audio } of stream) {
      const set = sets.get(audio.timestamp) ?? {};
      set[port] = audio;
      sets.set(audio.timestamp, set);
    }
  }
  return [...sets].toSorted(([a], [b]) => a - b).map(([, set]) => set);
}

const mix = (
  inputs: readonly Inputs[],
  params: Partial<typeof defaults> = {},
  updates: Readonly<Record<number, typeof defaults>> = {},
): Promise<KernelRun> => runKernel(kernel, { params: { ...defaults, ...params }, inputs, updates });

/** Every block begins where the one before it ends. */
function isSeamless({ emitted }: KernelRun): boolean {
  let end = emitted[0]!.chunk.timestamp as number;
  return emitted.every(({ chunk }) => {
    const { channels, sampleRate } = chunk.payload as AudioBlock;
    const fits = Math.abs(chunk.timestamp - end) <= 1;
    end += (channels[0]!.length * 1e6) / sampleRate;
    return fits;
  });
}

test('sounds in step are added block by block, each at its level', async () => {
  const [a, b, c] = [1, 2, 3].map((seed) => whiteNoise(4800, seed));
  const run = await mix(
    merged({
      a: soundInputs(48_000, [a!]),
      b: soundInputs(48_000, [b!]),
      d: soundInputs(48_000, [c!]),
    }),
    { levelB: -20, levelD: -60 },
  );
  expect(
    farthest(
      heard(run.emitted),
      a!.map((s, i) => s + 0.1 * b![i]!),
    ),
  ).toBeLessThan(1e-6);
  expect(run.emitted.map(({ chunk }) => chunk.timestamp)).toEqual(
    Array.from({ length: 10 }, (_, n) => n * 10_000),
  );
  expect(run.leaked).toBe(0);
});

test('sounds out of step keep their times to the sample, whatever their blocks', async () => {
  const [a, b] = [whiteNoise(48_000, 1), whiteNoise(40_000, 2)];
  const shift = 1234;
  for (const [lengthA, lengthB] of [
    [480, 128],
    [441, 1024],
    [100, 48_000],
  ] as const) {
    const run = await mix(
      merged({
        a: soundInputs(48_000, [a], lengthA),
        b: soundInputs(48_000, [b], lengthB, (shift * 1e6) / 48_000),
      }),
    );
    const wanted = a.map((s, i) => s + (b[i - shift] ?? 0));
    expect(farthest(heard(run.emitted), wanted)).toBeLessThan(1e-6);
    expect(isSeamless(run)).toBe(true);
    expect(run.leaked).toBe(0);
  }
});

test('a sound that ends or starts late holds the others up by a block at most', async () => {
  const a = whiteNoise(9600, 1);
  const run = await mix(
    merged({ a: soundInputs(48_000, [a]), b: soundInputs(48_000, [a], 480, 100_000).slice(0, 5) }),
  );
  const wanted = a.map((s, i) => s + (i >= 4800 && i < 7200 ? a[i - 4800]! : 0));
  expect(farthest(heard(run.emitted), wanted)).toBeLessThan(1e-6);
  expect(isSeamless(run)).toBe(true);
});

test('mono goes to every channel, and the mix has as many as the widest', async () => {
  const constant = (value: number): Float32Array<ArrayBuffer> => samplesOf(480, () => value);
  const { emitted } = await mix(
    merged({
      a: soundInputs(48_000, [constant(0.1)]),
      b: soundInputs(48_000, [constant(0.2), constant(0.4)]),
    }),
  );
  expect([0, 1].map((c) => heard(emitted, c)[7]!.toFixed(6))).toEqual(['0.300000', '0.500000']);
});

test('a new level glides', async () => {
  const ones = samplesOf(4800, () => 1);
  const { emitted } = await mix(
    merged({ a: soundInputs(48_000, [ones]) }),
    {},
    {
      3: { ...defaults, levelA: -60 },
    },
  );
  const out = heard(emitted);
  expect(out[1439]).toBe(1);
  expect(out[1440 + 479]).toBeCloseTo(0.5, 2);
  expect(out[1440 + 959]).toBe(0);
  expect(steepestStep(out)).toBeLessThan(1.01 / 960);
});

test('another rate is refused with a reason, and a new rate of the first sound is followed', async () => {
  const ones = samplesOf(480, () => 1);
  const refused = await mix(
    merged({ a: soundInputs(48_000, [ones]), b: soundInputs(44_100, [ones]) }),
  );
  expect(refused.drops).toEqual({ invalid: 1 });
  expect(refused.logs).toEqual([
    'Sound b has 44100 Hz where the mix has 48000 Hz: put a resampler before it.',
  ]);
  expect(farthest(heard(refused.emitted), ones)).toBe(0);
  const followed = await mix([
    ...merged({ a: soundInputs(48_000, [ones]) }),
    ...merged({ a: soundInputs(8000, [ones], 480, 10_000) }),
  ]);
  expect(followed.emitted.map(({ chunk }) => (chunk.payload as AudioBlock).sampleRate)).toEqual([
    48_000, 8000,
  ]);
  expect(followed.leaked).toBe(0);
});

test('after a stretch without any sound the mix goes on as after a gap; no number is invalid', async () => {
  const ones = samplesOf(480, () => 1);
  const run = await mix([
    ...merged({ a: soundInputs(48_000, [ones]) }),
    ...merged({ a: soundInputs(48_000, [ones.map(() => Number.NaN)], 480, 10_000) }),
    ...merged({ a: soundInputs(48_000, [ones], 480, 5_000_000) }),
  ]);
  expect(run.drops).toEqual({ invalid: 1 });
  expect(
    run.emitted.map(({ chunk }) => [
      chunk.timestamp,
      (chunk.payload as AudioBlock).discontinuity ?? false,
      (chunk.payload as AudioBlock).channels[0]!.length,
    ]),
  ).toEqual([
    [0, false, 480],
    [5_000_000, true, 480],
  ]);
  expect(run.leaked).toBe(0);
});

test('eight sounds are added, each at its level', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;
  const sounds = names.map((_, n) => whiteNoise(4800, n + 1));
  const inputs = Object.fromEntries(
    names.map((name, n) => [name, soundInputs(48_000, [sounds[n]!])]),
  );
  const run = await mix(merged(inputs), { levelF: -20, levelH: -60 });
  const gains = [1, 1, 1, 1, 1, 0.1, 1, 0];
  const due = samplesOf(4800, (i) =>
    gains.reduce((sum, gain, n) => sum + gain * sounds[n]![i]!, 0),
  );
  expect(farthest(heard(run.emitted), due)).toBeLessThan(1e-5);
  expect(run.leaked).toBe(0);
});
