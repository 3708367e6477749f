import { pipeline } from './pipelines.ts';
import { expect, test } from './test.ts';

/** The fake microphone says it again and again, with two seconds between. */
const SENTENCE = 'go forward ten meters';

for (const engine of ['moonshine', 'pocketsphinx']) {
  const nodes = (partials: boolean): string =>
    pipeline('Speech', [
      { id: 'microphone', operator: 'io/microphone' },
      {
        id: 'speech',
        operator: 'speech/recognise',
        params: { engine, partials, written: false },
        from: { audio: 'microphone.audio' },
      },
    ]);

  test(`what is said into the microphone is written down, each time alike, by ${engine}`, async ({
    studio,
  }) => {
    await studio.openEmpty();
    await studio.importJson(nodes(false));
    await studio.run();
    const said = async (): Promise<string> =>
      (await studio.drawn('Speech recognition')).words.join(' ');
    // The first time it may have begun before the model was loaded.
    await expect.poll(said, { timeout: 40_000 }).toMatch(new RegExp(`${SENTENCE} ${SENTENCE}$`));
  });

  test(`words are shown while they are spoken, by ${engine}`, async ({ studio }) => {
    await studio.openEmpty();
    await studio.importJson(nodes(true));
    await studio.run();
    const said = async (): Promise<string> =>
      (await studio.drawn('Speech recognition')).words.join(' ');
    // Behind a whole sentence stands the beginning of the next one.
    await expect
      .poll(said, { timeout: 50_000, intervals: [100] })
      .toMatch(new RegExp(`${SENTENCE} (?!${SENTENCE})\\w`));
  });
}

test("the browser's own recogniser is marked as leaving this machine", async ({ studio, page }) => {
  await studio.openEmpty();
  await studio.importJson(
    pipeline('Speech', [
      { id: 'microphone', operator: 'io/microphone' },
      {
        id: 'speech',
        operator: 'speech/recognise',
        params: { engine: 'browser' },
        from: { audio: 'microphone.audio' },
      },
    ]),
  );
  await expect(page.getByRole('img', { name: 'Leaves this machine' })).toHaveCount(1);
  await page.getByRole('heading', { name: 'Speech recognition' }).first().click();
  await expect(page.getByText('speech/recognise, ')).toContainText('leaves this machine');
});
