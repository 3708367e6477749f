import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Caps,
  capsConflict,
  type CapsFields,
  type CapsStructure,
  fixateCaps,
  intersectCaps,
  isCapsSubset,
  isFixedCaps,
  isLinkable,
} from './caps.ts';
import type { CapsValue } from './capsValue.ts';
import type { PortType } from './payload.ts';

function video(fields: CapsFields): CapsStructure {
  return { type: 'video/raw', fields };
}

function audio(fields: CapsFields): CapsStructure {
  return { type: 'audio/pcm', fields };
}

test('T14 [RGBA, I420] × [I420, NV12] → I420', () => {
  const [offered, accepted] = [
    [video({ format: ['RGBA', 'I420'] })],
    [video({ format: ['I420', 'NV12'] })],
  ];
  expect(intersectCaps(offered, accepted, 'first')).toEqual([video({ format: 'I420' })]);
});

test('T14 a rate of 48000 against the range 8000 to 16000 is refused with the rate named', () => {
  const offered = [audio({ channels: 1, rate: 48_000 })];
  const accepted = [audio({ rate: { min: 8000, max: 16_000 } })];
  expect(intersectCaps(offered, accepted, 'first')).toEqual([]);
  expect(isLinkable(offered, accepted)).toBe(false);
  expect(capsConflict(offered, accepted)).toEqual({
    field: 'rate',
    offered: '48000 Hz',
    needed: '8000 to 16000 Hz',
  });
});

test('T14 any ∩ x = x, and nothing ∩ x = nothing', () => {
  const x = [audio({ rate: 8000 })];
  expect(intersectCaps('any', x, 'zig-zag')).toEqual(x);
  expect(intersectCaps(x, 'any', 'zig-zag')).toEqual(x);
  expect(intersectCaps([], x, 'zig-zag')).toEqual([]);
  expect(intersectCaps('any', 'any', 'first')).toBe('any');
});

test('T14 a field that one side names is copied', () => {
  const both = intersectCaps([video({ width: 640 })], [video({ format: 'GRAY8' })], 'first');
  expect(both).toEqual([video({ width: 640, format: 'GRAY8' })]);
});

test('an intersection is in the order of the first, or mixes both', () => {
  // Rank i of the one with rank j of the other has width i and height j.
  const left = [1, 2, 3].map((width) => video({ width }));
  const right = [1, 2, 3].map((height) => video({ height }));
  const pairs = (caps: Caps): readonly string[] =>
    caps === 'any'
      ? []
      : caps.map(({ fields: { width, height } }) => JSON.stringify([width, height]));
  expect(pairs(intersectCaps(left, right, 'first'))).toEqual([
    '[1,1]',
    '[1,2]',
    '[1,3]',
    '[2,1]',
    '[2,2]',
    '[2,3]',
    '[3,1]',
    '[3,2]',
    '[3,3]',
  ]);
  // The diagonals of the table, each from the row furthest down (gst_caps_intersect_zig_zag).
  expect(pairs(intersectCaps(left, right, 'zig-zag'))).toEqual([
    '[1,1]',
    '[2,1]',
    '[1,2]',
    '[3,1]',
    '[2,2]',
    '[1,3]',
    '[3,2]',
    '[2,3]',
    '[3,3]',
  ]);
});

test('ranges that touch leave their one common value', () => {
  const touching = intersectCaps(
    [audio({ rate: { min: 8000, max: 16_000 } })],
    [audio({ rate: { min: 16_000, max: 48_000 } })],
    'first',
  );
  expect(touching).toEqual([audio({ rate: 16_000 })]);
  expect(isFixedCaps(touching)).toBe(true);
});

test('what a side asks for and the other leaves open is linkable but no subset', () => {
  const [open, strict] = [[audio({})], [audio({ rate: 16_000 })]];
  expect(isLinkable(open, strict)).toBe(true);
  expect(isCapsSubset(open, strict)).toBe(false);
  expect(isCapsSubset([audio({ rate: 16_000, channels: 2 })], strict)).toBe(true);
  expect(isCapsSubset('any', strict)).toBe(false);
  expect(isCapsSubset([], strict)).toBe(true);
  expect(isCapsSubset(strict, 'any')).toBe(true);
});

test('the reason given is of the pair of structures that got furthest', () => {
  const offered = [audio({ rate: 48_000 })];
  const accepted = [video({}), audio({ rate: 16_000 })];
  expect(capsConflict(offered, accepted)?.field).toBe('rate');
  expect(capsConflict(offered, [video({})])).toEqual({
    field: 'type',
    offered: 'audio/pcm',
    needed: 'video/raw',
  });
});

test('fixating takes what is asked for, else what is usual, else the nearest to it', () => {
  const wide = [video({ width: { min: 1, max: 4096 }, height: { min: 16, max: 240 } })];
  expect(fixateCaps(wide)).toEqual(video({ width: 640, height: 240 }));
  expect(fixateCaps(wide, { width: 1280, height: 8 })).toEqual(video({ width: 1280, height: 16 }));
  expect(fixateCaps([audio({ rate: [8000, 16_000, 44_100] })])).toEqual(audio({ rate: 44_100 }));
  expect(fixateCaps([video({ format: ['I420', 'RGBA'] })])).toEqual(video({ format: 'I420' }));
  expect(fixateCaps([])).toBeUndefined();
});

const scalar = fc.integer({ min: 0, max: 7 });
const range = fc
  .tuple(scalar, scalar)
  .map(([a, b]): CapsValue => ({ min: Math.min(a, b), max: Math.max(a, b) }));
const value: fc.Arbitrary<CapsValue> = fc.oneof(
  scalar,
  range,
  fc.uniqueArray(scalar, { minLength: 1, maxLength: 4 }),
);
const type = fc.constantFrom<PortType>('video/raw', 'audio/pcm');
const NAMES = ['width', 'height', 'format'] as const;
const structure: fc.Arbitrary<CapsStructure> = fc.record({
  type,
  fields: fc.dictionary(fc.constantFrom(...NAMES), value, { maxKeys: 3 }),
});
const caps: fc.Arbitrary<Caps> = fc.oneof(
  { weight: 1, arbitrary: fc.constant('any' as const) },
  { weight: 9, arbitrary: fc.array(structure, { maxLength: 3 }) },
);
/** Fixed caps that name every field: what could flow. */
const flowing: fc.Arbitrary<readonly CapsStructure[]> = fc
  .record({ type, fields: fc.record({ width: scalar, height: scalar, format: scalar }) })
  .map((one) => [one]);
const order = fc.constantFrom('first' as const, 'zig-zag' as const);

test('what flows is accepted by an intersection if both sides accept it', () => {
  fc.assert(
    fc.property(caps, caps, flowing, order, (a, b, x, how) => {
      const both = intersectCaps(a, b, how);
      expect(isCapsSubset(x, both)).toBe(isCapsSubset(x, a) && isCapsSubset(x, b));
    }),
    { numRuns: 2000 },
  );
});

test('an intersection allows the same whichever side is first, however it is grouped or ordered', () => {
  fc.assert(
    fc.property(caps, caps, caps, flowing, (a, b, c, x) => {
      const left = intersectCaps(intersectCaps(a, b, 'first'), c, 'first');
      const right = intersectCaps(a, intersectCaps(c, b, 'zig-zag'), 'zig-zag');
      expect(isCapsSubset(x, left)).toBe(isCapsSubset(x, right));
    }),
    { numRuns: 1000 },
  );
});

test('any is the whole and nothing is the least', () => {
  fc.assert(
    fc.property(caps, order, (a, how) => {
      expect(isCapsSubset(a, 'any')).toBe(true);
      expect(isCapsSubset([], a)).toBe(true);
      expect(intersectCaps([], a, how)).toEqual([]);
      expect(isCapsSubset(a, intersectCaps('any', a, how))).toBe(true);
    }),
  );
});

test('subset is reflexive and transitive, and keeps what flows', () => {
  fc.assert(
    fc.property(caps, caps, caps, flowing, (a, b, c, x) => {
      expect(isCapsSubset(a, a)).toBe(true);
      const chained = isCapsSubset(a, b) && isCapsSubset(b, c);
      expect(!chained || isCapsSubset(a, c)).toBe(true);
      const carried = isCapsSubset(a, b) && isCapsSubset(x, a);
      expect(!carried || isCapsSubset(x, b)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('an intersection lies within both sides as far as they name its fields', () => {
  fc.assert(
    fc.property(caps, caps, order, (a, b, how) => {
      const both = intersectCaps(a, b, how);
      expect(isCapsSubset(both, a)).toBe(true);
      expect(isCapsSubset(both, b)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('two caps are linkable if their intersection is not empty, and else a reason is given', () => {
  fc.assert(
    fc.property(caps, caps, (a, b) => {
      const met = intersectCaps(a, b, 'first');
      expect(isLinkable(a, b)).toBe(met === 'any' || met.length > 0);
      expect(capsConflict(a, b) === undefined).toBe(isLinkable(a, b));
    }),
    { numRuns: 1000 },
  );
});

test('fixated caps are fixed, of the first structure, and fixating them again changes nothing', () => {
  fc.assert(
    fc.property(fc.array(structure, { minLength: 1, maxLength: 3 }), (a) => {
      const fixed = fixateCaps(a)!;
      expect(isFixedCaps([fixed])).toBe(true);
      expect(isCapsSubset([fixed], [a[0]!])).toBe(true);
      expect(fixateCaps([fixed])).toEqual(fixed);
    }),
  );
});
