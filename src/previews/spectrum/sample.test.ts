import { sine } from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { createSpectrumSampler } from './sample.ts';

const curveOf = (rate: number, frequency: number, amplitude: number) => {
  const sampler = createSpectrumSampler({ width: 240, height: 135 });
  const samples = sine(rate, frequency, 0.5, amplitude);
  for (let at = 0; at < samples.length; at += 480) {
    const block = samples.slice(at, at + 480);
    sampler.see!({ kind: 'audio', sampleRate: rate, channels: [block, block] });
  }
  const sample = sampler.sample({ kind: 'audio', sampleRate: rate, channels: [samples] });
  if (sample.kind !== 'curve') throw new Error('A spectrum is a curve.');
  return sample;
};

test('a tone stands at its frequency, at its level, and nothing else does', () => {
  // 46.875 Hz is the fourth bin, so that 1500 Hz is a bin too.
  const { values, peak, axis, unit } = curveOf(48_000, 1500, 0.1);
  expect(peak).toBeCloseTo(1500, 3);
  expect([axis.start, axis.end, axis.scale, unit]).toEqual([20, 20_000, 'log', 'dBFS']);
  const column = Math.floor((Math.log10(1500 / 20) / 3) * 240);
  expect(Math.max(...values)).toBeCloseTo(-20, 1);
  expect(values.indexOf(Math.max(...values))).toBe(column);
  expect(Math.max(...values.slice(0, column - 3), ...values.slice(column + 4))).toBeLessThan(-80);
});

test('a rate below 40 kHz leaves the top silent', () => {
  const { values } = curveOf(8000, 1000, 0.5);
  const column = Math.ceil((Math.log10(4100 / 20) / 3) * 240);
  expect(Math.max(...values.slice(column))).toBe(-100);
  expect(Math.max(...values)).toBeCloseTo(-6, 0);
});
