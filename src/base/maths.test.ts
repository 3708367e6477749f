import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { exp, log, log10, log1p, log2 } from './exponential.ts';
import { power } from './power.ts';
import { cos, sin, tan } from './trigonometry.ts';

/** Seeded numbers from −1 to 1. */
function* numbers(count: number): Generator<number> {
  let state = 1;
  for (let i = 0; i < count; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 31 - 1;
  }
}

const bits = new Float64Array(1);
const whole = new BigInt64Array(bits.buffer);

/** How many doubles lie between two of the same sign. */
function unitsApart(a: number, b: number): number {
  if (Object.is(a, b) || a === b) return 0;
  bits[0] = a;
  const first = whole[0]!;
  bits[0] = b;
  const difference = Number(first - whole[0]!);
  return Math.abs(difference);
}

const cases: readonly (readonly [
  string,
  (x: number) => number,
  (x: number) => number,
  (t: number) => number,
  number,
])[] = [
  ['exp', exp, Math.exp, (t) => t * 700, 2],
  ['exp, small', exp, Math.exp, (t) => t, 2],
  ['log', log, Math.log, (t) => Math.exp(t * 700), 2],
  ['log, around 1', log, Math.log, (t) => 1 + t * 0.5, 2],
  ['log1p', log1p, Math.log1p, (t) => Math.abs(t) ** 9, 3],
  ['log2', log2, Math.log2, (t) => Math.exp(t * 50), 3],
  ['log10', log10, Math.log10, (t) => Math.exp(t * 50), 3],
  ['10 ** x', (x) => power(10, x), (x) => 10 ** x, (t) => t * 300, 2],
  ['x ** 2.2', (x) => power(x, 2.2), (x) => x ** 2.2, (t) => Math.exp(t * 300), 2],
  ['x ** -3', (x) => power(x, -3), (x) => x ** -3, (t) => t * 90, 2],
  ['sin', sin, Math.sin, (t) => t * 1e4, 2],
  ['cos', cos, Math.cos, (t) => t * 1e4, 2],
  ['sin, far', sin, Math.sin, (t) => t * 1e9, 2],
  ['cos, further', cos, Math.cos, (t) => t * 1e300, 2],
  ['tan', tan, Math.tan, (t) => t * 10, 4],
];

test.each(cases)('%s is within a few units in the last place of the engine’s own', (...one) => {
  const [, ours, theirs, from, units] = one;
  let most = 0;
  for (const t of numbers(20_000)) {
    const x = from(t);
    most = Math.max(most, unitsApart(ours(x), theirs(x)));
  }
  expect(most).toBeLessThanOrEqual(units);
});

test('what is exact stays exact', () => {
  for (let n = -1074; n < 1024; n++) {
    expect(log2(power(2, n))).toBe(n);
    expect(power(2, n)).toBe(2 ** n);
  }
  for (let n = 0; n <= 22; n++) expect(power(10, n)).toBe(Number(`1e${n}`));
  for (const x of [-3, -0.1, 7.7, 1e300]) expect(power(x, 2)).toBe(x * x);
  expect([exp(0), log(1), log10(1), log1p(0), sin(0), cos(0)]).toEqual([1, 0, 0, 0, 0, 1]);
});

test('what lies outside is what the standard says', () => {
  expect([log(-1), log10(-1), log2(-1), log1p(-2), sin(Infinity)]).toEqual(Array(5).fill(NaN));
  expect([log(0), log10(0), log2(0), log1p(-1)]).toEqual(Array(4).fill(-Infinity));
  expect([exp(-Infinity), exp(-800), exp(Infinity), exp(800)]).toEqual([0, 0, Infinity, Infinity]);
  expect([power(-8, 1 / 3), power(-2, 3), power(-2, 2), power(0, 0)]).toEqual([NaN, -8, 4, 1]);
  expect([power(10, 400), power(10, -400), power(0, -1)]).toEqual([Infinity, 0, Infinity]);
});

test('every bit is the same in whatever engine this runs', () => {
  const results = [...numbers(2000)].flatMap((t) => [
    exp(t * 700),
    log(t + 1),
    log10(t + 1),
    log1p(t / 8),
    log2(t + 1),
    power(10, t * 300),
    power(t + 1, 2.2),
    sin(t * 1e3),
    cos(t * 1e9),
    tan(t),
  ]);
  const digest = createHash('sha256').update(new Uint8Array(Float64Array.from(results).buffer));
  expect(digest.digest('hex')).toBe(
    '7a56c03e4f5b60adc9c1736641bf7c2b6b0240c97da5417f2d8244ecba79c5f4',
  );
});
