// As in exponential.ts: the same to the bit in every engine. After fdlibm 5.3 (k_sin.c, k_cos.c, e_rem_pio2.c).

/** π / 2 in pieces of 33 bits, so that their products with up to 2²⁰ are exact. */
const HALF_PI_1 = 1.57079632673412561417;
const HALF_PI_2 = 6.0771005063039659766e-11;
const HALF_PI_REST = 2.02226624879595063154e-21;
/** The largest angle that these pieces reduce. */
const NEAR = 2 ** 20;

/** An angle as `quarters · π / 2 + high + low`, |high| up to π / 4. */
interface Reduced {
  /** 0 to 3. */
  readonly quarters: number;
  readonly high: number;
  readonly low: number;
}

/** The sine of an angle in radians, within 1 unit in the last place. */
export function sin(x: number): number {
  if (Math.abs(x) <= Math.PI / 4) return sineOf(x, 0);
  const { quarters, high, low } = reduced(x);
  const value = quarters % 2 === 0 ? sineOf(high, low) : cosineOf(high, low);
  return quarters < 2 ? value : -value;
}

/** The cosine of an angle in radians, within 1 unit in the last place. */
export function cos(x: number): number {
  if (Math.abs(x) <= Math.PI / 4) return cosineOf(x, 0);
  const { quarters, high, low } = reduced(x);
  const value = quarters % 2 === 0 ? cosineOf(high, low) : sineOf(high, low);
  return quarters === 0 || quarters === 3 ? value : -value;
}

/** The tangent of an angle in radians, within 2 units in the last place. */
export function tan(x: number): number {
  return sin(x) / cos(x);
}

/** The sine of `x + y`, `y` tiny, |x| up to π / 4. */
function sineOf(x: number, y: number): number {
  const z = x * x;
  const r =
    8.33333333332248946124e-3 +
    z * (-1.98412698298579493134e-4 + z * 2.75573137070700676789e-6) +
    z * z * z * (-2.50507602534068634195e-8 + z * 1.58969099521155010221e-10);
  const v = z * x;
  return x - (z * (0.5 * y - v * r) - y - v * -1.66666666666666324348e-1);
}

/** The cosine of `x + y`, `y` tiny, |x| up to π / 4. */
function cosineOf(x: number, y: number): number {
  const z = x * x;
  const r =
    z *
      (4.16666666666666019037e-2 +
        z * (-1.38888888888741095749e-3 + z * 2.48015872894767294178e-5)) +
    z *
      z *
      z *
      z *
      (-2.75573143513906633035e-7 +
        z * (2.0875723212981748279e-9 + z * -1.13596475577881948265e-11));
  const half = 0.5 * z;
  const w = 1 - half;
  return w + (1 - w - half + (z * r - x * y));
}

function reduced(x: number): Reduced {
  if (!Number.isFinite(x)) return { quarters: 0, high: NaN, low: NaN };
  if (Math.abs(x) > NEAR) return reducedFar(x);
  const n = Math.round(x / (Math.PI / 2));
  const first = x - n * HALF_PI_1;
  const second = n * HALF_PI_2;
  const r = first - second;
  const w = n * HALF_PI_REST - (first - r - second);
  const high = r - w;
  return { quarters: ((n % 4) + 4) % 4, high, low: r - high - w };
}

/** Bits behind the point that far angles are reduced with: the largest double has 1024 before it. */
const BITS = 1280n;
let halfPi: bigint | undefined;

/** The same in whole numbers, for angles of which a double holds nothing behind the point. */
function reducedFar(x: number): Reduced {
  halfPi ??= (arctangentOf(5n) * 16n - arctangentOf(239n) * 4n) / 2n;
  // Above 2²⁰ a double is a whole number of 2⁻³²nds.
  const angle = BigInt(Math.abs(x) >= 2 ** 53 ? x : x * 2 ** 32);
  const shift = Math.abs(x) >= 2 ** 53 ? BITS : BITS - 32n;
  const scaledAngle = angle << shift;
  const doubled = (2n * scaledAngle) / halfPi;
  const n = (doubled + (x < 0 ? -1n : 1n)) / 2n;
  const rest = scaledAngle - n * halfPi;
  const kept = 160n;
  const short = rest >> (BITS - kept);
  const high = Number(short) * 2 ** -160;
  const low = Number(short - BigInt(high * 2 ** 160)) * 2 ** -160;
  return { quarters: Number(((n % 4n) + 4n) % 4n), high, low };
}

/** arctan(1 / n) in units of 2⁻¹²⁸⁰, by Machin's series. */
function arctangentOf(n: bigint): bigint {
  let term = (1n << BITS) / n;
  let sum = term;
  for (let k = 3n, sign = -1n; term !== 0n; k += 2n, sign = -sign) {
    term /= n * n;
    sum += (sign * term) / k;
  }
  return sum;
}
