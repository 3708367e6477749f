import { runKernel } from '#testing/runKernel.ts';
import { amplitudeAt, heard, sine, soundInputs } from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { bandsOf } from './bands.ts';
import { kernel } from './kernel.ts';
import { acrossOf, downOf, frequencyAt, gainAtPlace, responseAt } from './response.ts';
import { spec } from './spec.ts';

const params = spec.params.parse({
  shape1: 'low-shelf',
  gain1: 6,
  gain2: -12,
  q2: 3,
  gain3: 9,
  shape4: 'notch',
  frequency4: 5000,
  shape5: 'low-pass',
  frequency5: 9000,
});

test.each([60, 300, 450, 1000, 2500, 4800, 9000, 14_000])(
  'at %i Hz the curve is what comes out',
  async (frequency) => {
    for (const rate of [44_100, 48_000]) {
      const { emitted } = await runKernel(kernel, {
        params,
        inputs: soundInputs(rate, [sine(rate, frequency, 1, 0.1)]),
      });
      // A tenth of a second holds whole turns of every frequency here, after the filters have settled.
      const settled = heard(emitted).slice(rate * 0.8, rate * 0.9);
      const measured = 20 * Math.log10(amplitudeAt(settled, rate, frequency) / 0.1);
      expect(responseAt(frequency, bandsOf(params), rate)).toBeCloseTo(measured, 1);
    }
  },
);

test('without bands there is no change', () => {
  const flat = bandsOf(spec.params.parse({}));
  expect(responseAt(777, flat, 48_000)).toBeCloseTo(0, 9);
});

test('places and figures of the curve belong together', () => {
  expect([20, 20_000].map(acrossOf)).toEqual([0, 1]);
  expect(acrossOf(200)).toBeCloseTo(1 / 3, 9);
  for (const frequency of [20, 440, 20_000]) {
    expect(frequencyAt(acrossOf(frequency))).toBeCloseTo(frequency, 6);
  }
  expect([0, 26, -26].map(downOf)).toEqual([0.5, 0, 1]);
  expect(gainAtPlace(downOf(-7))).toBeCloseTo(-7, 9);
  expect([frequencyAt(-1), frequencyAt(2), gainAtPlace(-5)]).toEqual([20, 20_000, 24]);
});
