import { expect, test } from 'vitest';
import { BlobFile } from './blobFile.ts';

test('pieces, patches and gaps give the bytes that an array written alike has', async () => {
  const file = new BlobFile();
  const model = new Uint8Array(3_000_000);
  let size = 0;
  let random = 1;
  const next = (limit: number): number => {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
    return random % limit;
  };
  for (let i = 0; i < 300; i++) {
    const data = new Uint8Array(next(20_000)).fill(i);
    // Mostly at the end, sometimes back, sometimes beyond.
    const way = next(10);
    const position = way === 0 ? next(size + 1) : way === 1 ? size + next(50) : size;
    if (position + data.length > model.length) break;
    model.set(data, position);
    if (data.length > 0) size = Math.max(size, position + data.length);
    if (data.length > 0) file.write(position, data);
  }
  expect(file.size).toBe(size);
  const blob = file.toBlob('video/webm');
  expect(blob.type).toBe('video/webm');
  expect(Buffer.from(await blob.arrayBuffer()).equals(model.subarray(0, size))).toBe(true);
});
