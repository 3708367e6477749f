import { pipeline } from './pipelines.ts';
import { expect, test } from './test.ts';

const speech = pipeline('Speech', [
  { id: 'file', operator: 'io/file', params: { file: { asset: 'media/goforward.wav' } } },
  { id: 'speech', operator: 'speech/recognise', from: { audio: 'file.audio' } },
]);

for (const { models, engine, message } of [
  {
    models: ['onnxruntime', 'moonshine-tiny-en'],
    engine: 'Moonshine · Automatic',
    message: undefined,
  },
  { models: ['pocketsphinx-en-us'], engine: 'PocketSphinx · Automatic', message: undefined },
  {
    models: [],
    engine: 'PocketSphinx · Automatic',
    message: /'pocketsphinx-en-us', which does not come with this copy.*npm run models/,
  },
]) {
  test(`with ${models.join(' and ') || 'no model'} the node says before a run what it will do`, async ({
    studio,
    page,
  }) => {
    await page.route('**/models.json', (route) => route.fulfill({ json: models }));
    await studio.openEmpty();
    await studio.importJson(speech);
    await expect(studio.node('Speech recognition').getByText(engine).first()).toBeVisible();
    await studio.select('Speech recognition');
    const words = studio.inspector.getByText(message ?? 'does not come with this copy');
    await expect(words).toHaveCount(message ? 1 : 0);
    expect(await studio.runState()).not.toBe('running');
  });
}
