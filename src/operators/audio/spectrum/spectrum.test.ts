import type { Tensor } from '#stream/payload.ts';
import { audioBlock, chunkAt } from '#testing/payloads.ts';
import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAnalyser } from './analyser.ts';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';
import { type WindowName, windowOf } from '#stream/windows.ts';

const defaults = spec.params.parse({});
const WINDOWS: readonly WindowName[] = ['hann', 'hamming', 'blackman', 'flat-top'];

function spectrumOf(samples: readonly number[], window: WindowName): readonly number[] {
  const out = new Float32Array(samples.length / 2 + 1);
  createAnalyser(samples.length, window).analyse(Float32Array.from(samples), 0, out);
  return [...out];
}

/** The transform by its definition, in O(n²), scaled so that a full-scale sine has amplitude 1. */
function amplitudesByDefinition(samples: readonly number[], weights: Float64Array): number[] {
  const n = samples.length;
  const gain = weights.reduce((a, b) => a + b, 0);
  return Array.from({ length: n / 2 + 1 }, (_, k) => {
    let re = 0;
    let im = 0;
    samples.forEach((s, i) => {
      re += s * weights[i]! * Math.cos((2 * Math.PI * k * i) / n);
      im -= s * weights[i]! * Math.sin((2 * Math.PI * k * i) / n);
    });
    return (Math.hypot(re, im) * (k === 0 || k === n / 2 ? 1 : 2)) / gain;
  });
}

const noise = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
  minLength: 256,
  maxLength: 256,
});

test('magnitudes are those of the transform by its definition', () => {
  fc.assert(
    fc.property(noise, fc.constantFrom(...WINDOWS), (samples, window) => {
      const wanted = amplitudesByDefinition(samples, windowOf(window, 256));
      const loudest = Math.max(...wanted, 1e-6);
      spectrumOf(samples, window).forEach((decibels, k) => {
        expect(Math.abs(10 ** (decibels / 20) - wanted[k]!)).toBeLessThan(2e-6 + loudest * 1e-5);
      });
    }),
    { seed: 1, numRuns: 40 },
  );
});

test('no power is lost: bins and windowed samples have the same (Parseval)', () => {
  fc.assert(
    fc.property(noise, (samples) => {
      const weights = windowOf('hann', 256);
      const inTime = samples.reduce((sum, s, i) => sum + (s * weights[i]!) ** 2, 0);
      const gain = weights.reduce((a, b) => a + b, 0);
      let inBins = 0;
      spectrumOf(samples, 'hann').forEach((decibels, k) => {
        const amplitude = 10 ** (decibels / 20);
        const mirrored = k > 0 && k < 128;
        inBins += (mirrored ? 2 : 1) * (amplitude * gain * (mirrored ? 0.5 : 1)) ** 2;
      });
      expect(Math.abs(inBins / 256 - inTime)).toBeLessThan(1e-4 * inTime + 1e-6);
    }),
    { seed: 2, numRuns: 40 },
  );
});

test.each(WINDOWS)('a full-scale sine on a bin stands at 0 dBFS through %s', (window) => {
  const samples = Array.from({ length: 1024 }, (_, i) => Math.sin((2 * Math.PI * 100 * i) / 1024));
  const spectrum = spectrumOf(samples, window);
  expect(spectrum[100]).toBeCloseTo(0, 4);
  expect(spectrum[300]).toBeLessThan(-80);
});

test('flat top is within 0.02 dB between bins, where Hann loses 1.42 dB', () => {
  const samples = Array.from({ length: 1024 }, (_, i) =>
    Math.sin((2 * Math.PI * 100.5 * i) / 1024),
  );
  expect(Math.max(...spectrumOf(samples, 'flat-top'))).toBeCloseTo(0, 1);
  // Scalloping loss of the Hann window: Harris 1978, table 1.
  expect(Math.max(...spectrumOf(samples, 'hann'))).toBeCloseTo(-1.42, 1);
});

test('windows have the coherent gain of Harris, table 1', () => {
  expect(WINDOWS.slice(0, 3).map((name) => gainOf(name).toFixed(2))).toEqual([
    '0.50',
    '0.54',
    '0.42',
  ]);
});

/** `seconds` of a sine in blocks of `length` samples. */
function tone(
  frequency: number,
  rate: number,
  length: number,
  seconds: number,
): { audio: ReturnType<typeof chunkAt<'audio/pcm'>> }[] {
  return Array.from({ length: Math.floor((seconds * rate) / length) }, (_, block) => {
    const samples = Array.from(
      { length },
      (_, i) => 0.25 * Math.sin((2 * Math.PI * frequency * (block * length + i)) / rate),
    );
    const timestamp = Math.round((block * length * 1e6) / rate);
    return { audio: chunkAt<'audio/pcm'>(timestamp, audioBlock(rate, samples)) };
  });
}

async function runInBlocksOf(length: number): Promise<KernelRun> {
  return runKernel(kernel, {
    params: { ...defaults, size: '256' },
    inputs: tone(997, 8000, length, 0.32),
  });
}

/** Mean weight of a window: what a sine's amplitude is multiplied with. */
function gainOf(name: WindowName): number {
  return windowOf(name, 4096).reduce((sum, weight) => sum + weight, 0) / 4096;
}

function peaksOf(run: KernelRun): readonly number[] {
  return run.emitted.filter((e) => e.port === 'peak').map((e) => e.chunk.payload as number);
}

test('the peak of a 440 Hz tone is 440 Hz within a tenth of a bin, and the axis says so', async () => {
  for (const rate of [8000, 44_100, 48_000, 192_000]) {
    const run = await runKernel(kernel, {
      params: defaults,
      inputs: tone(440, rate, rate / 100, 0.5),
    });
    const peaks = peaksOf(run);
    expect(peaks.length).toBeGreaterThan(0);
    for (const peak of peaks) expect(Math.abs(peak - 440)).toBeLessThan((0.1 * rate) / 2048);
    const spectrum = run.emitted.at(-2)!.chunk.payload as Tensor;
    expect(spectrum).toMatchObject({
      shape: [1025],
      axes: [{ name: 'frequency', unit: 'Hz', start: 0, step: rate / 2048 }],
    });
    const best = spectrum.data.indexOf(Math.max(...spectrum.data));
    expect(Math.abs(best * (rate / 2048) - 440)).toBeLessThan(rate / 2048);
  }
});

test('spectra come once a hop, at the timestamp of the block that completes them', async () => {
  const run = await runKernel(kernel, {
    params: { ...defaults, size: '1024', overlap: 50 },
    inputs: tone(440, 48_000, 480, 0.1),
  });
  const times = run.emitted.filter((e) => e.port === 'spectrum').map((e) => e.chunk.timestamp);
  // Complete after 1024, 1536, 2048 … samples, in blocks of 480 that start every 10 ms.
  const wanted = [1024, 1536, 2048, 2560, 3072, 3584, 4096, 4608];
  expect(times).toEqual(wanted.map((samples) => Math.floor((samples - 1) / 480) * 10_000));
});

test('a block that completes several spectra gives one: the newest', async () => {
  const samples = Array.from({ length: 4096 }, (_, i) =>
    Math.sin((2 * Math.PI * (i < 3072 ? 10 : 40) * i) / 1024),
  );
  const run = await runKernel(kernel, {
    params: { ...defaults, size: '1024' },
    inputs: [{ audio: chunkAt<'audio/pcm'>(7, audioBlock(1024, samples)) }],
  });
  expect(run.emitted.map(({ port, chunk }) => [port, chunk.timestamp])).toEqual([
    ['spectrum', 7],
    ['peak', 7],
  ]);
  expect(peaksOf(run)[0]).toBeCloseTo(40, 3);
});

test('how the sound is cut into blocks changes nothing but the timestamps', async () => {
  expect(peaksOf(await runInBlocksOf(64))).toEqual(peaksOf(await runInBlocksOf(128)));
});

test('channels are mixed to mono, and silence has its peak at 0', async () => {
  const run = await runKernel(kernel, {
    params: { ...defaults, size: '256' },
    inputs: tone(1000, 8000, 256, 0.032).map(({ audio }) => {
      const [left] = audio.payload.channels;
      return {
        audio: chunkAt<'audio/pcm'>(
          0,
          audioBlock(
            8000,
            [...left!],
            [...left!].map((s) => -s),
          ),
        ),
      };
    }),
  });
  expect(peaksOf(run)).toEqual([0]);
});

test('a discontinuity and a new rate start afresh; a sample that is no number is invalid', async () => {
  const block = audioBlock(
    8000,
    Array.from({ length: 200 }, () => 0),
  );
  const bad = audioBlock(
    16_000,
    Array.from({ length: 256 }, () => Number.NaN),
  );
  const run = await runKernel(kernel, {
    params: { ...defaults, size: '256' },
    inputs: [block, { ...block, discontinuity: true }, { ...block, sampleRate: 16_000 }, bad].map(
      (payload, n) => ({ audio: chunkAt<'audio/pcm'>(n, payload) }),
    ),
  });
  expect(run.emitted).toEqual([]);
  expect(run.drops).toEqual({ invalid: 1 });
});

test('a new size goes on with spectra of that size', async () => {
  const run = await runKernel(kernel, {
    params: { ...defaults, size: '256' },
    updates: { 20: { ...defaults, size: '512', window: 'flat-top' } },
    inputs: tone(1000, 8000, 80, 0.4),
  });
  const sizes = run.emitted
    .filter((e) => e.port === 'spectrum')
    .map((e) => (e.chunk.payload as Tensor).data.length);
  expect(new Set(sizes)).toEqual(new Set([129, 257]));
  expect(peaksOf(run).every((peak) => Math.abs(peak - 1000) < 8)).toBe(true);
});
