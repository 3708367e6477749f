import { audioBlock, BT601, makeFrame } from '#testing/payloads.ts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFixedCaps } from './caps.ts';
import type { Colour, Payload } from './payload.ts';
import { capsOfPayload, hasSameForm } from './payloadCaps.ts';

const colour: fc.Arbitrary<Colour> = fc.record({
  matrix: fc.constantFrom('bt601' as const, 'bt709' as const),
  range: fc.constantFrom('full' as const, 'limited' as const),
});
const side = fc.integer({ min: 1, max: 2 });
const frame = fc
  .tuple(fc.constantFrom('I420' as const, 'RGBA' as const, 'GRAY8' as const), side, side, colour)
  .map(([format, width, height, its]): Payload => makeFrame(format, width, height, () => 0, its));
const sound = fc
  .tuple(fc.constantFrom(8000, 48_000), side)
  .map(([rate, channels]): Payload =>
    audioBlock(rate, ...Array.from({ length: channels }, () => [0])),
  );
const tensor = fc
  .tuple(
    fc.array(side, { minLength: 1, maxLength: 2 }),
    fc.constantFrom('', 'dB'),
    fc.constantFrom('a', 'b'),
  )
  .map(([shape, unit, name]): Payload => ({
    kind: 'tensor',
    shape,
    data: new Float32Array(shape.reduce((product, n) => product * n, 1)),
    axes: shape.map(() => ({ name, unit: 'Hz', start: 0, step: 1 })),
    unit,
  }));
const words = fc
  .boolean()
  .map((final): Payload => ({ kind: 'transcript', words: [], final, id: 0 }));
const boxes = fc.constant<Payload>({
  kind: 'detections',
  frame: { width: 1, height: 1 },
  items: [],
});
const payload = fc.oneof(fc.double(), frame, sound, tensor, words, boxes);

test('the caps of a payload are fixed', () => {
  fc.assert(
    fc.property(payload, (one) => {
      expect(isFixedCaps([capsOfPayload(one)])).toBe(true);
    }),
  );
});

test('payloads of the same form have the same caps', () => {
  fc.assert(
    fc.property(payload, payload, (a, b) => {
      const same = hasSameForm(a, b);
      expect(hasSameForm(a, a)).toBe(true);
      expect(hasSameForm(b, a)).toBe(same);
      expect(!same || JSON.stringify(capsOfPayload(a)) === JSON.stringify(capsOfPayload(b))).toBe(
        true,
      );
    }),
    { numRuns: 2000 },
  );
});

test('a change of any side, format, rate or number of channels is another form', () => {
  const first = makeFrame('I420', 4, 2, () => 0, BT601);
  for (const other of [
    makeFrame('I420', 5, 2, () => 0, BT601),
    makeFrame('I420', 4, 3, () => 0, BT601),
    makeFrame('GRAY8', 4, 2, () => 0, BT601),
    makeFrame('I420', 4, 2, () => 0, { ...BT601, range: 'full' }),
  ]) {
    expect(hasSameForm(first, other)).toBe(false);
  }
  expect(hasSameForm(audioBlock(8000, [0]), audioBlock(16_000, [0]))).toBe(false);
  expect(hasSameForm(audioBlock(8000, [0]), audioBlock(8000, [0], [0]))).toBe(false);
  expect(hasSameForm(audioBlock(8000, [0]), audioBlock(8000, [0, 1, 2]))).toBe(true);
});
