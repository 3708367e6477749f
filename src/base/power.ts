import { remez } from './exponential.ts';
import { highWord, scaled, split, withHighWord, withoutLowWord } from './floatBits.ts';

// In high and low parts, so that sums of them lose nothing. After fdlibm 5.3 (e_pow.c).
const TWO_THIRDS_LOG2E_HIGH = 9.61796700954437255859e-1;
const TWO_THIRDS_LOG2E_LOW = -7.02846165095275826516e-9;
const TWO_THIRDS_LOG2E = 9.61796693925975554329e-1;
const LOG2_3_2_HIGH = 5.84962487220764160156e-1;
const LOG2_3_2_LOW = 1.35003920212974897128e-8;
const LN2_HIGH = 6.93147182464599609375e-1;
const LN2_LOW = -1.90465429995776804525e-9;

/** `x ** y`, within 1 unit in the last place, the same to the bit in every engine, as `exp` is. */
export function power(x: number, y: number): number {
  if (y === 2) return x * x;
  if (y === 0.5 && x >= 0) return Math.sqrt(x);
  // What the standard defines to the bit.
  if (x === 0 || y === 0 || !Number.isFinite(x) || !Number.isFinite(y)) return x ** y;
  if (x > 0) return positivePower(x, y);
  if (!Number.isInteger(y)) return NaN;
  return y % 2 === 0 ? positivePower(-x, y) : -positivePower(-x, y);
}

function positivePower(x: number, y: number): number {
  const { high, low } = logarithm(x);
  const yHigh = withoutLowWord(y);
  const productLow = (y - yHigh) * high + y * low;
  const productHigh = yHigh * high;
  const product = productLow + productHigh;
  if (product >= 1025) return Infinity;
  if (product <= -1080) return 0;
  const n = Math.floor(product + 0.5);
  const rest = productHigh - n;
  const t = withoutLowWord(productLow + rest);
  const u = t * LN2_HIGH;
  const v = (productLow - (t - rest)) * Math.LN2 + t * LN2_LOW;
  const z = u + v;
  const w = v - (z - u);
  const c = z - remez(z * z);
  const r = (z * c) / (c - 2) - (w + z * w);
  return scaled(1 - (r - z), n);
}

/** The logarithm of `x` to base 2 in two parts, the high one with 21 bits. */
function logarithm(x: number): { readonly high: number; readonly low: number } {
  const { fraction, exponent } = split(x);
  const isUpper = fraction >= 1.7320508;
  const isMiddle = !isUpper && fraction > 1.2247448;
  const m = isUpper ? fraction / 2 : fraction;
  const base = isMiddle ? 1.5 : 1;
  // s = (m − base) / (m + base), in two parts.
  const u = m - base;
  const v = 1 / (m + base);
  const s = u * v;
  const sHigh = withoutLowWord(s);
  const sum = withHighWord(0, highWord(m + base));
  const sLow = v * (u - sHigh * sum - sHigh * (m - (sum - base)));
  const s2 = s * s;
  const r = s2 * s2 * tail(s2) + sLow * (sHigh + s);
  const square = sHigh * sHigh;
  const tHigh = withoutLowWord(3 + square + r);
  const tLow = r - (tHigh - 3 - square);
  const a = sHigh * tHigh;
  const b = sLow * tHigh + tLow * s;
  const pHigh = withoutLowWord(a + b);
  const pLow = b - (pHigh - a);
  const zHigh = TWO_THIRDS_LOG2E_HIGH * pHigh;
  const zLow =
    TWO_THIRDS_LOG2E_LOW * pHigh + pLow * TWO_THIRDS_LOG2E + (isMiddle ? LOG2_3_2_LOW : 0);
  const offset = isMiddle ? LOG2_3_2_HIGH : 0;
  const n = exponent + Number(isUpper);
  const high = withoutLowWord(zHigh + zLow + offset + n);
  return { high, low: zLow - (high - n - offset - zHigh) };
}

function tail(t: number): number {
  return (
    5.99999999999994648725e-1 +
    t *
      (4.28571428578550184252e-1 +
        t *
          (3.33333329818377432918e-1 +
            t *
              (2.72728123808534006489e-1 +
                t * (2.30660745775561754067e-1 + t * 2.06975017800338417784e-1))))
  );
}
