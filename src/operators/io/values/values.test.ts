import type { SaveWrite } from '#contract/host.ts';
import type { Chunk } from '#stream/chunk.ts';
import type { Detections } from '#stream/payload.ts';
import { chunkAt } from '#testing/payloads.ts';
import { runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { rowsOf } from './rows.ts';
import { spec } from './spec.ts';

const params = spec.params.parse({});

/** A file in memory, and how it ended. */
function target() {
  const writes: SaveWrite[] = [];
  let ending = 'open';
  const stream = new WritableStream<SaveWrite>({
    write: (write) => void writes.push(write),
    close: () => void (ending = 'closed'),
    abort: () => void (ending = 'aborted'),
  });
  const text = (): string => {
    const all = new Uint8Array(Math.max(0, ...writes.map((w) => w.position + w.data.length)));
    for (const { position, data } of writes) all.set(data, position);
    return new TextDecoder().decode(all);
  };
  return { stream, writes, text, ending: () => ending };
}

async function write(inputs: readonly Chunk[], more: Partial<typeof params> = {}) {
  const file = target();
  const asked: unknown[] = [];
  await runKernel(kernel, {
    params: { ...params, ...more },
    inputs: inputs.map((value) => ({ value })),
    hosts: {
      save: async (request) => {
        asked.push(request);
        return file.stream;
      },
    },
  });
  return { ...file, asked };
}

const boxes: Detections = {
  kind: 'detections',
  frame: { width: 640, height: 480 },
  items: [
    { x: 0.25, y: 0.5, width: 0.125, height: 0.25, score: 0.75, label: 'a "big", one' },
    { x: 0, y: 0, width: 1, height: 1, score: 1 },
  ],
};

test('numbers become rows of time and value', async () => {
  const { text, ending, asked } = await write([
    chunkAt<'value/number'>(0, 0.5),
    chunkAt<'value/number'>(33_333, -1e-7),
    chunkAt<'value/number'>(1_700_000_000_123_456, 3),
  ]);
  expect(text()).toBe('time,value\n0.000000,0.5\n0.033333,-1e-7\n1700000000.123456,3\n');
  expect(ending()).toBe('closed');
  expect(asked).toEqual([{ name: 'values.csv', mimeType: 'text/csv' }]);
});

test('every box is a row; a frame without any has none', async () => {
  const empty = { ...boxes, items: [] };
  const { text } = await write([
    chunkAt<'vision/detections'>(0, empty),
    chunkAt<'vision/detections'>(40_000, boxes),
  ]);
  expect(text()).toBe(
    'time,x,y,width,height,score,label\n' +
      '0.040000,0.25,0.5,0.125,0.25,0.75,"a ""big"", one"\n' +
      '0.040000,0,0,1,1,1,\n',
  );
});

test('JSON lines are read back by JSON.parse, one a line', async () => {
  const { text, asked } = await write(
    [chunkAt<'vision/detections'>(1_500_000, boxes), chunkAt<'value/number'>(1_600_000, NaN)],
    { format: 'jsonl', name: 'people' },
  );
  const lines = text().trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { time: 1.5, ...boxes.items[0] },
    { time: 1.5, ...boxes.items[1] },
    { time: 1.6, value: null },
  ]);
  expect(asked).toEqual([{ name: 'people.jsonl', mimeType: 'application/jsonl' }]);
});

test('long files are written in pieces that join without a gap', async () => {
  const chunks = Array.from({ length: 20_000 }, (_, i) => chunkAt<'value/number'>(i, i / 3));
  const { text, writes } = await write(chunks);
  expect(writes.length).toBeGreaterThan(3);
  expect(text()).toBe(
    'time,value\n' + chunks.map((c) => rowsOf(c.timestamp, c.payload, 'csv')).join(''),
  );
});

test('a stream without chunks gives a file with its header only', async () => {
  expect((await write([])).text()).toBe('time,value\n');
});

test('a node that fails leaves no file behind', async () => {
  const file = target();
  const broken = {
    get payload(): never {
      throw new Error('The chunk broke.');
    },
    timestamp: 0,
  };
  const run = runKernel(kernel, {
    params,
    inputs: [{ value: broken as never }],
    hosts: { save: async () => file.stream },
  });
  await expect(run).rejects.toThrow('The chunk broke.');
  expect(file.ending()).toBe('aborted');
});
