import { power } from '#base/power.ts';
import { tan } from '#base/trigonometry.ts';
import type { Biquad } from '#operators/audio/_shared/biquad.ts';

/**
 * The two filters of ITU-R BS.1770-4, which lists coefficients for 48 kHz alone: a shelf for the head and
 * a high pass. These are the analogue filters behind the list, so that any rate has the same response
 * (Mansbridge, Finn and Reiss 2012, "Implementation and evaluation of autonomous multi-track fader control").
 */
export function kWeighting(sampleRate: number): readonly [Biquad, Biquad] {
  return [shelf(sampleRate), highPass(sampleRate)];
}

function shelf(sampleRate: number): Biquad {
  const k = tan((Math.PI * 1681.974450955533) / sampleRate);
  const q = 0.7071752369554196;
  const high = power(10, 3.999843853973347 / 20);
  const middle = power(high, 0.4996667741545416);
  const a0 = 1 + k / q + k * k;
  return {
    b0: (high + (middle * k) / q + k * k) / a0,
    b1: (2 * (k * k - high)) / a0,
    b2: (high - (middle * k) / q + k * k) / a0,
    a1: (2 * (k * k - 1)) / a0,
    a2: (1 - k / q + k * k) / a0,
  };
}

function highPass(sampleRate: number): Biquad {
  const k = tan((Math.PI * 38.13547087602444) / sampleRate);
  const q = 0.5003270373238773;
  const a0 = 1 + k / q + k * k;
  return { b0: 1, b1: -2, b2: 1, a1: (2 * (k * k - 1)) / a0, a2: (1 - k / q + k * k) / a0 };
}
