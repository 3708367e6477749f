import { pipeline } from './pipelines.ts';
import { expect, test } from './test.ts';

/** The fake microphone says it again and again, with two seconds between. */
const SENTENCE = 'go forward ten meters';

test('what is said into the microphone is written down, each time alike', async ({ studio }) => {
  await studio.openEmpty();
  await studio.importJson(
    pipeline('Speech', [
      { id: 'microphone', operator: 'io/microphone' },
      {
        id: 'speech',
        operator: 'speech/recognise',
        params: { partials: false },
        from: { audio: 'microphone.audio' },
      },
    ]),
  );
  await studio.run();
  const said = async (): Promise<string> =>
    (await studio.drawn('Speech recognition')).words.join(' ');
  // The first time it may have begun before the model was loaded.
  await expect.poll(said, { timeout: 40_000 }).toMatch(new RegExp(`${SENTENCE} ${SENTENCE}$`));
});

test('words are shown while they are spoken', async ({ studio }) => {
  await studio.openEmpty();
  await studio.importJson(
    pipeline('Speech', [
      { id: 'microphone', operator: 'io/microphone' },
      { id: 'speech', operator: 'speech/recognise', from: { audio: 'microphone.audio' } },
    ]),
  );
  await studio.run();
  const said = async (): Promise<string> =>
    (await studio.drawn('Speech recognition')).words.join(' ');
  // Behind a whole sentence stands the beginning of the next one.
  await expect
    .poll(said, { timeout: 50_000, intervals: [100] })
    .toMatch(new RegExp(`${SENTENCE} (?!${SENTENCE})\\w`));
});
