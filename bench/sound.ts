import libsamplerate from '@alexanderolsen/libsamplerate-js';
import { createPowerSpectrum } from '#operators/audio/_shared/powerSpectrum.ts';
import { createPolyphase } from '#stream/polyphase.ts';
import { createResampler } from '#stream/resampler.ts';
import { windowOf } from '#stream/windows.ts';
import FFT from 'fft.js';
import { spawnSync } from 'node:child_process';

/** How long each side took in one round, in ms. */
export interface Race {
  readonly ours: number;
  readonly peer: number;
}

const RATE = 48_000;
const SIZE = 2048;
const HOP = 512;

/** Noise, the same every time. */
function noiseOf(seconds: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length: seconds * RATE }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Powers of every stretch of ten minutes at 48 kHz, Hann 2048 every 512, by us and by fft.js, one after the other. */
export function stft(seconds = 600): Race {
  const sound = noiseOf(seconds);
  const spectrum = createPowerSpectrum(SIZE, 'hann');
  const fft = new FFT(SIZE);
  const weights = windowOf('hann', SIZE);
  // Plain arrays: fft.js reads them a fifth faster than typed ones.
  const input: number[] = Array.from({ length: SIZE }, () => 0);
  const output = fft.createComplexArray() as number[];
  const powers = new Float64Array(SIZE / 2 + 1);
  return {
    ours: timed(() => {
      for (let at = 0; at + SIZE <= sound.length; at += HOP) spectrum.of(sound, at);
    }),
    peer: timed(() => {
      for (let at = 0; at + SIZE <= sound.length; at += HOP) {
        for (let i = 0; i < SIZE; i++) input[i] = sound[at + i]! * weights[i]!;
        fft.realTransform(output, input);
        for (let k = 0; k < powers.length; k++) {
          powers[k] = output[2 * k]! ** 2 + output[2 * k + 1]! ** 2;
        }
      }
    }),
  };
}

const SCIPY = `
import numpy, scipy.fft, scipy.signal, time
sound = numpy.random.default_rng(1).random(${RATE} * 600, dtype=numpy.float32)
window = scipy.signal.get_window('hann', ${SIZE}).astype(numpy.float32)
start = time.perf_counter()
stretches = numpy.lib.stride_tricks.sliding_window_view(sound, ${SIZE})[::${HOP}]
for at in range(0, len(stretches), 1000):
    spectra = scipy.fft.rfft(stretches[at:at + 1000] * window)
    spectra.real ** 2 + spectra.imag ** 2
print((time.perf_counter() - start) * 1000)
`;

/** The same by scipy, a thousand stretches at a time, in ms; undefined where it is not installed. */
export function scipyStft(): number | undefined {
  const { status, stdout } = spawnSync('python3', ['-c', SCIPY], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
}

/**
 * From 48 to 16 kHz by us and by libsamplerate's fastest sinc, whose 97 dB are nearest to our 96; it lets
 * less through below (80 %, we 90 %).
 */
export async function resampling(seconds = 60): Promise<Race> {
  const sound = noiseOf(seconds);
  const { create, ConverterType } = libsamplerate;
  const peer = await create(1, RATE, 16_000, { converterType: ConverterType.SRC_SINC_FASTEST });
  const resampler = createResampler(createPolyphase(RATE, 16_000), 1);
  const block = 4800;
  const each = (work: (block: Float32Array) => void): number =>
    timed(() => {
      for (let at = 0; at < sound.length; at += block) work(sound.subarray(at, at + block));
    });
  // Both have been compiled to their fastest code by then.
  const warm = sound.subarray(0, 5 * RATE);
  resampler.render([warm], [new Float32Array(resampler.ready(warm.length))]);
  peer.full(warm);
  const race = {
    ours: each((from) => {
      resampler.render([from], [new Float32Array(resampler.ready(from.length))]);
    }),
    peer: each((from) => void peer.full(from)),
  };
  peer.destroy();
  return race;
}
