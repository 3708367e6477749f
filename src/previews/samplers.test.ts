import { expect, test } from 'vitest';
import { audioBlock, grayFrame, makeFrame } from '#testing/payloads.ts';
import type { Tensor, Transcript } from '#stream/payload.ts';
import type { Sample } from './sample.ts';
import { createSampler } from './samplers.ts';

type Of<K extends Sample['kind']> = Extract<Sample, { kind: K }>;

const ROOM = { width: 320, height: 180 };

test('grey of a limited range is (Y − 16) · 255 / 219, within one', () => {
  const levels = [16, 17, 40, 81, 126, 200, 234, 235];
  const sample = createSampler('video/raw', ROOM).sample(grayFrame([levels])) as Of<'picture'>;
  expect([sample.width, sample.height]).toEqual([8, 1]);
  levels.forEach((level, i) => {
    const expected = ((level - 16) * 255) / 219;
    for (let c = 0; c < 3; c++) {
      expect(Math.abs(sample.pixels[i * 4 + c]! - expected)).toBeLessThanOrEqual(1);
    }
    expect(sample.pixels[i * 4 + 3]).toBe(255);
  });
});

test('the bars of BT.601 come out as the colours they stand for, within two', () => {
  // 75 % bars, 8 bit: ITU-R BT.801, table of Y, Cb, Cr.
  const bars: readonly (readonly [number, number, number, number, number, number])[] = [
    [180, 128, 128, 191, 191, 191],
    [162, 44, 142, 191, 191, 0],
    [131, 156, 44, 0, 191, 191],
    [112, 72, 58, 0, 191, 0],
    [84, 184, 198, 191, 0, 191],
    [65, 100, 212, 191, 0, 0],
    [35, 212, 114, 0, 0, 191],
    [16, 128, 128, 0, 0, 0],
  ];
  const frame = makeFrame('I420', 16, 2, (plane, x) => bars[plane ? x : x >> 1]![plane]!);
  const sample = createSampler('video/raw', ROOM).sample(frame) as Of<'picture'>;
  bars.forEach((bar, i) => {
    for (let c = 0; c < 3; c++) {
      expect(Math.abs(sample.pixels[i * 8 + c]! - bar[c + 3]!)).toBeLessThanOrEqual(2);
    }
  });
});

test('a picture keeps its aspect ratio, is never enlarged and never above 320 × 180', () => {
  const sizeOf = (width: number, height: number, room = ROOM): readonly [number, number] => {
    const frame = makeFrame('GRAY8', width, height, () => 16);
    const sample = createSampler('video/raw', room).sample(frame) as Of<'picture'>;
    expect(sample.pixels.length).toBe(sample.width * sample.height * 4);
    return [sample.width, sample.height];
  };
  expect(sizeOf(1280, 720)).toEqual([320, 180]);
  expect(sizeOf(640, 480)).toEqual([240, 180]);
  expect(sizeOf(100, 50)).toEqual([100, 50]);
  expect(sizeOf(1280, 720, { width: 4000, height: 4000 })).toEqual([320, 180]);
  expect(sizeOf(1280, 720, { width: 200, height: 112 })).toEqual([199, 112]);
  expect(sizeOf(3000, 3)).toEqual([320, 1]);
});

test('a waveform column is the lowest and highest sample of all channels in its span', () => {
  // 3 s at 100 Hz over 10 columns: 30 samples each.
  const sampler = createSampler('audio/pcm', { width: 10, height: 64 });
  const rising = Array.from({ length: 60 }, (_, i) => i / 60);
  const falling = rising.map((value) => -value);
  const block = audioBlock(100, rising, falling);
  sampler.see?.(block);
  const sample = sampler.sample(block) as Of<'waveform'>;
  expect([...sample.high]).toEqual([29 / 60, 59 / 60].map(Math.fround));
  expect([...sample.low]).toEqual([-29 / 60, -59 / 60].map(Math.fround));
  expect((sampler.sample(block) as Of<'waveform'>).high.length).toBe(0);
});

test('waveform columns keep pace with a rate they do not divide, whatever the block size', () => {
  const sampler = createSampler('audio/pcm', { width: 200, height: 64 });
  let columns = 0;
  const block = audioBlock(
    44_100,
    Array.from({ length: 441 }, () => 0),
  );
  for (let i = 0; i < 100; i++) {
    sampler.see?.(block);
    if (i % 7 === 0 || i === 99) columns += (sampler.sample(block) as Of<'waveform'>).low.length;
  }
  // One second of three on 200 columns.
  expect(columns).toBe(66);
});

test('a page that asks late gets no more columns than it has room for', () => {
  const sampler = createSampler('audio/pcm', { width: 20, height: 64 });
  const block = audioBlock(
    200,
    Array.from({ length: 3000 }, (_, i) => i / 3000),
  );
  sampler.see?.(block);
  const sample = sampler.sample(block) as Of<'waveform'>;
  expect(sample.high.length).toBe(20);
  expect(sample.high.at(-1)).toBeCloseTo(2999 / 3000, 5);
});

test('numbers come in order, each once, and only the newest 64 of many', () => {
  const sampler = createSampler('value/number', ROOM);
  for (let i = 0; i < 300; i++) sampler.see?.(i);
  const first = sampler.sample(299) as Of<'number'>;
  expect([...first.values]).toEqual(Array.from({ length: 64 }, (_, i) => 236 + i));
  sampler.see?.(7);
  expect([...(sampler.sample(7) as Of<'number'>).values]).toEqual([7]);
});

function spectrum(data: readonly number[], step: number): Tensor {
  return {
    kind: 'tensor',
    shape: [data.length],
    data: Float32Array.from(data),
    axes: [{ name: 'frequency', unit: 'Hz', start: 0, step }],
    unit: 'dB',
  };
}

test('the peak of a parabola is found between its elements', () => {
  const top = 40.3;
  const data = Array.from({ length: 100 }, (_, i) => -((i - top) ** 2));
  const sample = createSampler('tensor', ROOM).sample(spectrum(data, 10)) as Of<'curve'>;
  expect(sample.peak).toBeCloseTo(403, 3);
});

test('a frequency axis is spaced by ratio from 20 Hz, and a single line stays visible', () => {
  const data = Array.from({ length: 1025 }, (_, i) => (i === 300 ? 0 : -90));
  const sample = createSampler('tensor', { width: 100, height: 72 }).sample(
    spectrum(data, 20),
  ) as Of<'curve'>;
  expect(sample.axis).toEqual({ unit: 'Hz', start: 20, end: 20_480, scale: 'log' });
  const column = Math.floor((Math.log2(6000 / 20) / 10) * 100);
  expect(sample.values[column]).toBe(0);
  expect([...sample.values].filter((value) => value > -90)).toEqual([0]);
});

test('an even axis keeps the highest of what a column covers, and folds rows the same way', () => {
  const tensor: Tensor = {
    kind: 'tensor',
    shape: [2, 8],
    data: Float32Array.from([0, 1, 0, 0, 5, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 9]),
    axes: [
      { name: 'row', unit: '', start: 0, step: 1 },
      { name: 'delay', unit: 's', start: 1, step: 0.5 },
    ],
    unit: '',
  };
  const sample = createSampler('tensor', { width: 4, height: 72 }).sample(tensor) as Of<'curve'>;
  expect([...sample.values]).toEqual([1, 3, 5, 9]);
  expect(sample.axis).toEqual({ unit: 's', start: 1, end: 4.5 });
  expect(sample.peak).toBe(4.5);
});

test('boxes are handed on as they were found', () => {
  const items = [{ x: 0.1, y: 0.2, width: 0.3, height: 0.4, score: 0.5 }];
  const sample = createSampler('vision/detections', ROOM).sample({
    kind: 'detections',
    frame: { width: 640, height: 360 },
    items,
  });
  expect(sample).toEqual({ kind: 'boxes', items });
});

test('of each utterance the newest hypothesis is handed on, and that once', () => {
  const sampler = createSampler('text/transcript', ROOM);
  const say = (id: number, final: boolean): Transcript => ({
    kind: 'transcript',
    words: [],
    final,
    id,
  });
  const all = [say(0, false), say(0, true), say(1, false)];
  for (const one of all) sampler.see!(one);
  expect(sampler.sample(all[2]!)).toEqual({ kind: 'transcript', items: [all[1], all[2]] });
  sampler.see!(all[2]!);
  expect(sampler.sample(all[2]!)).toEqual({ kind: 'transcript', items: [all[2]] });
});
