import { pipeline } from './pipelines.ts';
import { expect, test } from './test.ts';

/** The fake microphone says "go forward ten meters" again and again. */
const story = pipeline('Spoken', [
  { id: 'microphone', operator: 'io/microphone' },
  {
    id: 'speech',
    operator: 'speech/recognise',
    params: { engine: 'pocketsphinx', mode: 'phrases', phrases: 'stop, go forward ten meters' },
    from: { audio: 'microphone.audio' },
  },
  {
    id: 'commands',
    operator: 'speech/commands',
    params: { phrases: 'stop, go forward' },
    from: { transcript: 'speech.transcript' },
  },
  {
    id: 'lookup',
    operator: 'flow/lookup',
    params: { values: '0, 25' },
    from: { in: 'commands.command' },
  },
  { id: 'bars', operator: 'io/test-pattern' },
  {
    id: 'blur',
    operator: 'video/blur',
    title: 'Blur',
    params: { radius: 3 },
    from: { frame: 'bars.frame', radius: 'lookup.out' },
  },
  { id: 'screen', operator: 'io/preview', from: { in: 'blur.frame' } },
]);

test('a spoken command sets a param', async ({ studio }) => {
  await studio.openEmpty();
  await studio.importJson(story);
  await expect(studio.node('Blur').getByRole('group', { name: /^Radius: 3/ })).toBeVisible();
  // Opening the models may take a while.
  await studio.button('Run').click();
  await expect
    .poll(async () => (await studio.reading('blur'))?.driven, { timeout: 45_000 })
    .toEqual({ radius: 25 });
  await expect(studio.node('Blur').getByRole('group', { name: /^Radius: 25/ })).toBeVisible();
});
