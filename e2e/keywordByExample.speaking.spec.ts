import { pipeline } from './pipelines.ts';
import { expect, test } from './test.ts';

test('what the microphone records is kept as an example, by which the node listens', async ({
  studio,
}) => {
  await studio.openEmpty();
  await studio.importJson(
    pipeline('Keyword', [
      { id: 'microphone', operator: 'io/microphone' },
      {
        id: 'keyword',
        operator: 'speech/keyword-by-example',
        from: { audio: 'microphone.audio' },
      },
    ]),
  );
  await studio.select('Keyword by example');
  await studio.button('Record example 1').click();
  await expect(studio.button('Stop recording example 1')).toBeVisible();
  await expect(studio.inspector.getByText('recording.wav')).toBeVisible();
  const { params } = (
    JSON.parse(await studio.document()) as { nodes: { params: Record<string, unknown> }[] }
  ).nodes[1]!;
  expect(params['example1']).toMatchObject({ name: 'recording.wav' });
  // Some seconds of 16 bit at 16 kHz or more.
  expect((params['example1'] as { bytes: number }).bytes).toBeGreaterThan(60_000);

  await studio.run();
  await studio.readyRunning('Keyword by example');
  await studio.chunksMore('keyword', 40);
});
