import { expect, test } from 'vitest';
import { z } from 'zod';
import { paramFields } from '#contract/paramFields.ts';
import { defineSpec } from '#contract/spec.ts';
import {
  formatBytes,
  formatClock,
  formatDuration,
  formatMs,
  formatParam,
  formatRate,
  formatShare,
} from './format.ts';

const spec = defineSpec({
  id: 'test/fields',
  title: 'Fields',
  doc: 'One field of each kind.',
  category: 'flow',
  glyph: '',
  inputs: {},
  outputs: {},
  params: z.strictObject({
    radius: z.number().min(0).max(20).default(1.4).meta({
      title: 'Radius',
      description: 'How far.',
      unit: 'px',
      step: 0.1,
    }),
    count: z.int().min(0).max(1_000_000).default(20012).meta({ title: 'Count', description: 'C.' }),
    mode: z
      .enum(['a', 'b'])
      .default('a')
      .meta({ title: 'Mode', description: 'M.', labels: { a: 'First' } }),
    mirror: z.boolean().default(false).meta({ title: 'Mirror', description: 'M.' }),
    device: z
      .string()
      .default('')
      .meta({ title: 'Camera', description: 'Which.', control: 'camera' }),
  }),
});
const [radius, count, mode, mirror, device] = paramFields(spec);

test('a rate keeps one decimal and pictures are counted in frames', () => {
  expect(formatRate(29.94, 'video/raw')).toBe('29.9 fps');
  expect(formatRate(30, 'vision/detections')).toBe('30.0 fps');
  expect(formatRate(93.75, 'audio/pcm')).toBe('93.8/s');
  expect(formatRate(3.8)).toBe('3.8/s');
});

test('times turn to seconds at one second and to microseconds below a tenth of a millisecond', () => {
  expect(formatMs(0.0384)).toBe('38 µs');
  expect(formatMs(0)).toBe('0.0 ms');
  expect(formatMs(4.56)).toBe('4.6 ms');
  expect(formatMs(71.2, 0)).toBe('71 ms');
  expect(formatMs(4200)).toBe('4.2 s');
});

test('bytes never print four digits before the point', () => {
  expect(formatBytes(0)).toBe('0 B');
  expect(formatBytes(4096)).toBe('4.0 KiB');
  expect(formatBytes(64 * 1024 * 1024)).toBe('64.0 MiB');
  expect(formatBytes(1024 * 1024 - 1)).toBe('1.0 MiB');
});

test('the run clock counts hours, minutes, seconds and tenths', () => {
  expect(formatClock(768_349)).toBe('00:12:48');
  expect(formatClock(768_349, true)).toBe('00:12:48.3');
  expect(formatClock(36_000_000)).toBe('10:00:00');
});

test('a share is a whole percentage', () => {
  expect(formatShare(0.614)).toBe('61 %');
});

test('a param is shown with the decimals of its step, its unit and its words', () => {
  expect(formatParam(2, radius!)).toBe('2.0 px');
  expect(formatParam(20012, count!)).toBe('20\u202F012');
  expect(formatParam('a', mode!)).toBe('First');
  expect(formatParam('b', mode!)).toBe('b');
  expect(formatParam(true, mirror!)).toBe('On');
  expect(formatParam('', device!)).toBe('Default camera');
  expect(formatParam('USB camera', device!)).toBe('USB camera');
});

test('how long something takes is told in one unit', () => {
  expect([0, 8400, 99_000, 170_000, 7_100_000].map(formatDuration)).toEqual([
    '1 s',
    '8 s',
    '99 s',
    '3 min',
    '2 h',
  ]);
});
