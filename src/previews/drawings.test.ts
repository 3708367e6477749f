import { micros } from '#stream/micros.ts';
import type { Transcript } from '#stream/payload.ts';
import { expect, test } from 'vitest';
import { boxRect, fittedRect } from './boxes/draw.ts';
import { barsOf, type Curve, peakWords, rangeOf } from './curve/draw.ts';
import { noNumbers, remember, spanOf } from './number/draw.ts';
import { layLines, revise } from './transcript/draw.ts';
import { createHistory, scroll } from './waveform/draw.ts';

const room = { width: 200, height: 112, scale: 1 };

function curve(values: readonly number[], unit: string, peak = 0): Curve {
  return {
    kind: 'curve',
    values: Float32Array.from(values),
    unit,
    axis: { unit: 'Hz', start: 20, end: 24_000, scale: 'log' },
    peak,
  };
}

test('a waveform scrolls by what is new and forgets what left on the other side', () => {
  const history = createHistory(4);
  const columns = (...values: number[]) => ({
    kind: 'waveform' as const,
    low: Float32Array.from(values, (value) => -value),
    high: Float32Array.from(values),
  });
  scroll(history, columns(1, 2));
  expect([...history.high]).toEqual([0, 0, 1, 2]);
  scroll(history, columns(3, 4, 5));
  expect([...history.high]).toEqual([2, 3, 4, 5]);
  scroll(history, columns(6, 7, 8, 9, 10, 11));
  expect([...history.high]).toEqual([8, 9, 10, 11]);
  expect([...history.low]).toEqual([-8, -9, -10, -11]);
});

test('a number preview remembers the newest hundred and never gains a decimal again', () => {
  let history = remember(noNumbers, [0.25]);
  expect(history.decimals).toBe(3);
  history = remember(history, [-19.8]);
  expect(history.decimals).toBe(1);
  history = remember(
    history,
    Array.from({ length: 300 }, () => 0.5),
  );
  expect(history).toEqual({ values: Array.from({ length: 100 }, () => 0.5), decimals: 1 });
  expect(remember(noNumbers, [-Infinity]).values).toEqual([-Infinity]);
});

test('a sparkline spans its values, but a steady value keeps a steady line', () => {
  expect(spanOf({ values: [-40, -20, -Infinity], decimals: 1 })).toEqual({
    lowest: -40,
    highest: -20,
  });
  expect(spanOf({ values: [-21, -21], decimals: 1 })).toEqual({ lowest: -21.5, highest: -20.5 });
  expect(spanOf({ values: [Number.NaN], decimals: 1 })).toBeUndefined();
});

test('decibels are drawn from −100 up, other units from their own range', () => {
  expect(rangeOf(curve([-140, -20], 'dB'), undefined)).toEqual({ bottom: -100, top: 0 });
  expect(rangeOf(curve([-140, 12], 'dBFS'), undefined)).toEqual({ bottom: -100, top: 12 });
  expect(rangeOf(curve([2, 4], 'V'), undefined)).toEqual({ bottom: 0, top: 4 });
  expect(rangeOf(curve([2, 3], 'V'), { bottom: 0, top: 4 })).toEqual({ bottom: 0, top: 4 });
  expect(rangeOf(curve([0, 0], ''), undefined)).toEqual({ bottom: 0, top: 1 });
});

test('a bar is as high as the highest value it covers', () => {
  const range = { bottom: -100, top: 0 };
  const bars = barsOf(Float32Array.from([-100, -50, -Infinity, -200, -75, 20]), 3, range);
  expect([...bars]).toEqual([0.5, 0, 1]);
  expect([...barsOf(Float32Array.from([-50]), 2, range)]).toEqual([0.5, 0.5]);
});

test('the peak is said in hertz, from a thousand on in kilohertz', () => {
  expect(peakWords(curve([], 'dB', 511.7))).toBe('512 Hz');
  expect(peakWords(curve([], 'dB', 1254))).toBe('1.25 kHz');
  const bands = { start: 0, end: 40, unit: '' };
  expect(peakWords({ ...curve([], 'dB', 3), axis: bands })).toBe('');
});

test('a picture is fitted in the middle, whatever its shape', () => {
  expect(fittedRect(room, 1)).toEqual({ x: 44, y: 0, width: 112, height: 112 });
  expect(fittedRect(room, 4)).toEqual({ x: 0, y: 31, width: 200, height: 50 });
});

test('a mirrored box keeps its size and changes sides', () => {
  const item = { x: 0.1, y: 0.5, width: 0.2, height: 0.25, score: 1 };
  const picture = { x: 10, y: 0, width: 100, height: 80 };
  expect(boxRect(item, picture, false)).toEqual({ x: 20, y: 40, width: 20, height: 20 });
  const mirrored = boxRect(item, picture, true);
  expect(mirrored.x).toBeCloseTo(80, 9);
  expect(mirrored.width).toBeCloseTo(20, 9);
});

test('a hypothesis takes the place of the one before, and a new stream begins anew', () => {
  const ids = (all: readonly Transcript[]): readonly string[] =>
    all.map(({ id, final }) => `${id}${final ? '!' : '?'}`);
  const begun = revise([], [said(0, false), said(0, true), said(1, false)]);
  expect(ids(begun)).toEqual(['0!', '1?']);
  expect(ids(revise(begun, [said(1, true), said(2, false)]))).toEqual(['0!', '1!', '2?']);
  expect(ids(revise(begun, [said(0, false)]))).toEqual(['0?']);
});

test('words break into lines that fit, and every utterance begins one', () => {
  const utterances = [said(0, true, 'go', 'forward', 'ten'), said(1, false, 'stop')];
  const lines = layLines(utterances, 100, (text) => text.length * 10);
  expect(lines.map((line) => line.map(({ text, x, final }) => [text, x, final]))).toEqual([
    [
      ['go', 0, true],
      ['forward', 30, true],
    ],
    [['ten', 0, true]],
    [['stop', 0, false]],
  ]);
});

function said(id: number, final: boolean, ...texts: readonly string[]): Transcript {
  const time = micros(0);
  const words = texts.map((text) => ({ text, start: time, end: time, confidence: 1 }));
  return { kind: 'transcript', words, final, id };
}
