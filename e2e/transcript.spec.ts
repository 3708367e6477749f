import { pipeline } from './pipelines.ts';
import { expect, test } from './test.ts';

test('a click on a word plays the file from there, and what follows is understood anew', async ({
  studio,
  page,
}) => {
  await studio.openEmpty();
  await studio.importJson(
    pipeline('Transcript', [
      { id: 'file', operator: 'io/file', params: { file: { asset: 'media/goforward.wav' } } },
      {
        id: 'speech',
        operator: 'speech/recognise',
        params: { engine: 'pocketsphinx' },
        from: { audio: 'file.audio' },
      },
    ]),
  );
  await page.getByRole('heading', { name: 'Speech recognition' }).first().click();
  await studio.run();
  const panel = page.getByRole('region', { name: 'Transcript' });
  const words = panel.getByRole('button');
  await expect(words).toHaveText(['go', 'forward', 'ten', 'meters'], { timeout: 30_000 });
  await expect(panel).toContainText('00:00:00.4');
  await words.getByText('ten').click();
  const start = (): Promise<number> =>
    page.evaluate(() => {
      const { nodes } = JSON.parse(
        (globalThis as unknown as { millrace: { pipeline(): string } }).millrace.pipeline(),
      ) as {
        readonly nodes: readonly { readonly id: string; readonly params: { start: number } }[];
      };
      return nodes.find(({ id }) => id === 'file')!.params.start;
    });
  // "ten" begins at 1.17 s.
  await expect.poll(start).toBeCloseTo(1, 1);
  const utterances = panel.getByRole('listitem');
  await expect(utterances).toHaveCount(2, { timeout: 30_000 });
  await expect(utterances.first().getByRole('button')).toHaveText(['go', 'forward']);
  await expect(words.last()).toHaveText('meters', { timeout: 30_000 });
});
