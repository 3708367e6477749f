import { readFileSync } from 'node:fs';
import { media } from './media.ts';
import { expect, test } from './test.ts';

const cases = [
  { name: 'phone.mp4', type: 'video/mp4', path: media.hevc, says: /H\.265|HEVC/ },
  { name: 'empty.mp4', type: 'video/mp4', path: media.empty, says: /is empty/ },
] as const;

for (const { name, type, path, says } of cases) {
  test(`'${name}' is refused on its node in words, with a way out`, async ({ studio }) => {
    await studio.openEmpty();
    await studio.dropFile(name, type, readFileSync(path));
    await expect(studio.nodes()).toHaveCount(1);
    await studio.button('Run').click();
    const node = studio.nodes().first();
    await expect(studio.state(node, 'error')).toBeVisible();
    await expect(node).toContainText(says);
    await expect(node.getByRole('button', { name: 'Choose file…' })).toBeVisible();
  });
}

test('a film that was cut off plays as far as it goes, then says that it was cut off', async ({
  studio,
}) => {
  await studio.openEmpty();
  await studio.dropFile('cut.webm', 'video/webm', readFileSync(media.truncated));
  await studio.run();
  const node = studio.nodes().first();
  await studio.pictures(node, [[0.5, 0.5]], 10);
  await expect(studio.state(node, 'error')).toBeVisible();
  await expect(node).toContainText("'cut.webm' should last 6.0 s");
  await expect(node.getByRole('button', { name: 'Retry' })).toBeVisible();
  expect((await studio.reading('file'))!.out).toBe(23);
  await studio.reaches('failed');
  const run = (await studio.snapshot())!;
  expect(run.violations).toEqual([]);
  expect(run.leaks).toEqual({ media: 0, buffers: 0, tracks: 0, workers: 0 });
});
