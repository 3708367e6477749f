import { exp, log } from '#base/exponential.ts';
import { power } from '#base/power.ts';
import { sin } from '#base/trigonometry.ts';

/** What sounds: frequency in Hz, level in dB relative to full scale, period of the sweep in seconds. */
export interface Sound {
  readonly waveform: 'sine' | 'sweep' | 'noise';
  readonly frequency: number;
  readonly level: number;
  readonly period: number;
}

/** Makes samples one block after the other; phase goes on through every change of its settings. */
export interface Oscillator {
  /** Fills `samples`, at `rate` per second. A new level is reached by the end of the block, without a click. */
  render(samples: Float32Array, rate: number, sound: Sound): void;
}

const SWEEP_FROM = 20;
const SWEEP_TO = 20_000;

/** An oscillator at phase 0; `random` is uniform in [0, 1) and used by noise alone. */
export function createOscillator(random: () => number): Oscillator {
  // Both in turns, 0 to 1: one turn of the wave, one run of the sweep.
  let phase = 0;
  let sweep = 0;
  let amplitude: number | undefined;

  return {
    render(samples, rate, sound) {
      const goal = power(10, sound.level / 20);
      const start = amplitude ?? goal;
      const slope = (goal - start) / samples.length;
      const highest = rate / 2;
      const span = log(Math.min(SWEEP_TO, highest) / SWEEP_FROM);
      for (let i = 0; i < samples.length; i++) {
        const gain = start + slope * i;
        if (sound.waveform === 'noise') {
          samples[i] = gain * (2 * random() - 1);
          continue;
        }
        samples[i] = gain * sin(2 * Math.PI * phase);
        let frequency = Math.min(sound.frequency, highest);
        if (sound.waveform === 'sweep') {
          frequency = SWEEP_FROM * exp(span * sweep);
          sweep = (sweep + 1 / (sound.period * rate)) % 1;
        }
        phase = (phase + frequency / rate) % 1;
      }
      amplitude = goal;
    },
  };
}
