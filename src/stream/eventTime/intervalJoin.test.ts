import { expect, test } from 'vitest';
import { IntervalJoin } from './intervalJoin.ts';

function join(lower: number, upper: number) {
  const gone: string[] = [];
  const joined = new IntervalJoin<string, string>(
    { lower, upper },
    { a: (element) => void gone.push(element), b: (element) => void gone.push(element) },
  );
  return { joined, gone };
}

test('T20 both ends of the interval belong to it, and a pair has the later timestamp', () => {
  const { joined } = join(-2, 3);
  joined.addA(10, 'a');
  const found = [7, 8, 13, 14].flatMap((timestamp) => joined.addB(timestamp, `b${timestamp}`));
  expect(found).toEqual([
    { timestamp: 10, a: 'a', b: 'b8' },
    { timestamp: 13, a: 'a', b: 'b13' },
  ]);
});

test('T20 it does not matter which of a pair comes first', () => {
  const { joined } = join(0, 5);
  expect(joined.addB(12, 'b')).toEqual([]);
  expect(joined.addA(10, 'a')).toEqual([{ timestamp: 12, a: 'a', b: 'b' }]);
});

test('T20 what is below the watermark is late, what lies at it is not', () => {
  const { joined, gone } = join(-5, 5);
  joined.advance(10);
  joined.addA(9, 'late');
  joined.addA(10, 'on time');
  expect([joined.late, joined.kept, gone]).toEqual([1, 1, ['late']]);
});

test('T20 the state is empty once the watermark has passed what can still pair', () => {
  const { joined, gone } = join(-2, 3);
  joined.addA(10, 'a');
  joined.addB(10, 'b');
  joined.advance(11);
  expect(joined.kept).toBe(2);
  joined.advance(12);
  expect([joined.kept, gone]).toEqual([1, ['b']]);
  joined.advance(13);
  expect([joined.kept, gone]).toEqual([0, ['b', 'a']]);
});

test('an interval that ends before it begins is refused with both ends', () => {
  expect(() => join(3, -3)).toThrow('An interval must not end before it begins: 3 to -3.');
});
