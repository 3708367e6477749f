import { scaled, split } from './floatBits.ts';

// Browsers and Node round these functions differently in the last bit, from version to version: a batch
// run would not give the same bytes everywhere. These use exact operations only (IEEE 754 defines + − × ÷
// and √ to the bit). After fdlibm 5.3 (e_exp.c, e_log.c, e_log10.c).

const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;

/** `e ** x`, within 1 unit in the last place. */
export function exp(x: number): number {
  if (x !== x || x === Infinity) return x;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019411) return 0;
  const k = Math.floor(x * Math.LOG2E + 0.5);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const c = r - remez(r * r);
  if (k === 0) return 1 - ((r * c) / (c - 2) - r);
  return scaled(1 - (low - (r * c) / (2 - c) - high), k);
}

/** `r − r · 2 / (coth(r / 2) − …)`: the even part of the approximation that `exp` and `power` share, by `r²`. */
export function remez(t: number): number {
  return (
    t *
    (1.66666666666666019037e-1 +
      t *
        (-2.77777777770155933842e-3 +
          t *
            (6.61375632143793436117e-5 +
              t * (-1.6533902205465251539e-6 + t * 4.13813679705723846039e-8))))
  );
}

/** The natural logarithm, within 1 unit in the last place; NaN below 0. */
export function log(x: number): number {
  if (!(x > 0) || x === Infinity) return outside(x);
  const { fraction, exponent } = split(x);
  const isUpper = fraction > Math.SQRT2;
  const f = (isUpper ? fraction / 2 : fraction) - 1;
  const k = isUpper ? exponent + 1 : exponent;
  const half = 0.5 * f * f;
  const s = f / (2 + f);
  const rest = s * (half + series(s * s));
  return k * LN2_HIGH - (half - (rest + k * LN2_LOW) - f);
}

function series(z: number): number {
  const w = z * z;
  const odd =
    w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const even =
    z *
    (6.66666666666673513e-1 +
      w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
  return even + odd;
}

/** `log(1 + x)`, also where 1 + x would round `x` away. */
export function log1p(x: number): number {
  const sum = 1 + x;
  if (sum === 1 || !(sum > 0) || sum === Infinity) return sum === 1 ? x : outside(sum);
  // What the sum lost, by the slope of the logarithm.
  return log(sum) + (x - (sum - 1)) / sum;
}

/** The logarithm to base 2, exact for powers of two. */
export function log2(x: number): number {
  if (!(x > 0) || x === Infinity) return outside(x);
  const { fraction, exponent } = split(x);
  const isUpper = fraction > Math.SQRT2;
  return exponent + Number(isUpper) + log(isUpper ? fraction / 2 : fraction) * Math.LOG2E;
}

/** The logarithm to base 10, within 2 units in the last place. */
export function log10(x: number): number {
  if (!(x > 0) || x === Infinity) return outside(x);
  const { fraction, exponent } = split(x);
  const isBelow = exponent < 0;
  const k = exponent + Number(isBelow);
  const rest =
    k * 3.69423907715893078616e-13 + Math.LOG10E * log(isBelow ? fraction / 2 : fraction);
  return rest + k * 3.01029995663611771306e-1;
}

/** The logarithm of what has no finite one. */
function outside(x: number): number {
  if (x === 0) return -Infinity;
  return x === Infinity ? Infinity : NaN;
}
