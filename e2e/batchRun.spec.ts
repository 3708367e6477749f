import { readFileSync } from 'node:fs';
import { pipeline } from './pipelines.ts';
import { expect, test } from './test.ts';

const story = pipeline('Loudness of noise', [
  {
    id: 'noise',
    operator: 'io/tone',
    title: 'Noise',
    params: { waveform: 'noise', duration: 5 },
  },
  { id: 'level', operator: 'audio/level', title: 'Level', from: { audio: 'noise.audio' } },
  { id: 'table', operator: 'io/values', title: 'Table', from: { value: 'level.level' } },
]);

test('a batch run ends by itself, accounts for every chunk, and offers what it made; the seed makes the noise', async ({
  studio,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await studio.openEmpty();
  await studio.importJson(story);
  await page.getByRole('radio', { name: 'Batch' }).click();

  const made = async (): Promise<string> => {
    const before = (await studio.snapshot())?.elapsedMs;
    await studio.button('Run').click();
    await expect
      .poll(async () => {
        const { state, elapsedMs } = (await studio.snapshot())!;
        return state === 'done' && elapsedMs !== before;
      })
      .toBe(true);
    const arrival = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download values.csv' }).click();
    return readFileSync(await (await arrival).path(), 'utf8');
  };
  await page.getByRole('tab', { name: /^Run/ }).click();
  const first = await made();
  // A block of sound every 10 ms for 5 s, and a header.
  expect(first.trimEnd().split('\n')).toHaveLength(501);
  const facts = page.getByRole('region', { name: 'This run', exact: true });
  await expect(facts).toContainText('Done');
  await expect(facts).toContainText('Accounted forevery chunk');
  expect(await made()).toBe(first);

  await studio.button('Run options').first().click();
  const dialog = page.getByRole('dialog', { name: 'Run options' });
  await dialog.getByRole('spinbutton', { name: /^Seed/ }).fill('7');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  expect(await made()).not.toBe(first);

  await studio.button('Copy report').click();
  await expect(studio.button('Copy report')).toContainText('Copied');
  const report = JSON.parse(await page.evaluate(() => navigator.clipboard.readText())) as object;
  expect(report).toMatchObject({
    pipeline: 'Loudness of noise',
    mode: 'batch',
    seed: 7,
    state: 'done',
    violations: [],
    leaks: { media: 0, buffers: 0, tracks: 0, workers: 0 },
  });

  // Chosen for this browser, and no word of it in the document.
  expect(await studio.document()).not.toContain('batch');
  await page.reload();
  await expect(page.getByRole('radio', { name: 'Batch' })).toBeChecked();
});

test('a source that never ends is refused in a batch run, on its node, in words', async ({
  studio,
  page,
}) => {
  await studio.openEmpty();
  await studio.importJson(story.replace('"duration":5', '"duration":0'));
  await page.getByRole('radio', { name: 'Batch' }).click();
  await studio.button('Run').click();
  await studio.reaches('failed');
  await expect(studio.node('Noise')).toContainText('needs an end');
});
