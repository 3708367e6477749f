import { expect, test } from 'vitest';
import type { CapsFields } from './caps.ts';
import { conflictWords, describeCaps, describeField } from './capsWords.ts';
import type { PortType } from './payload.ts';

function words(type: PortType, fields: CapsFields): string {
  return describeCaps([{ type, fields }]);
}

test('caps are told in a few words, the ones of a picture as its size first', () => {
  expect(words('video/raw', { frameRate: 30, format: 'I420', height: 720, width: 1280 })).toBe(
    '1280 × 720 I420, 30 fps',
  );
  expect(words('video/raw', { format: ['I420', 'RGBA'] })).toBe('I420 or RGBA');
  expect(words('video/raw', { width: 640 })).toBe('width 640 px');
  expect(words('audio/pcm', { channels: 2, rate: 48_000 })).toBe('48000 Hz, stereo');
  expect(words('audio/pcm', { rate: { min: 8000, max: 16_000 }, channels: 6 })).toBe(
    '8000 to 16000 Hz, 6 channels',
  );
  expect(words('audio/pcm', {})).toBe('audio/pcm');
});

test('several structures are alternatives, and the same words are not said twice', () => {
  const gray = { type: 'video/raw', fields: { format: 'GRAY8', range: 'full' } } as const;
  const limited = { type: 'video/raw', fields: { format: 'GRAY8', range: 'limited' } } as const;
  const colour = { type: 'video/raw', fields: { format: 'RGBA' } } as const;
  expect(describeCaps([gray, limited, colour])).toBe('GRAY8, or RGBA');
  expect(describeCaps('any')).toBe('anything');
});

test('a range that is open on one side is told by its end', () => {
  expect(describeField('frameRate', { min: 0, max: 30 })).toBe('at most 30 fps');
  expect(describeField('width', { min: 8, max: Infinity })).toBe('at least 8 px');
  expect(describeField('channels', 3)).toBe('3');
});

test('a conflict names the field and both sides', () => {
  const conflict = { field: 'rate', offered: '48000 Hz', needed: '16000 Hz' };
  expect(conflictWords(conflict, 'Microphone', 'Recogniser')).toEqual({
    title: 'Sample rate differs',
    sentence: 'Sample rate: Microphone offers 48000 Hz, Recogniser needs 16000 Hz.',
  });
});
