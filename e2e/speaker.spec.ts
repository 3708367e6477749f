import { pipeline } from './pipelines.ts';
import { expect, test } from './test.ts';

test('a tone plays at the pace of the device, and the node says how late', async ({
  studio,
  page,
}) => {
  await studio.openEmpty();
  await studio.importJson(
    pipeline('Play', [
      { id: 'tone', operator: 'io/tone', params: { sampleRate: 44_100, level: -30 } },
      { id: 'speaker', operator: 'io/speaker', from: { audio: 'tone.audio' } },
    ]),
  );
  await studio.run();
  await studio.readyRunning('Speaker');
  await studio.chunksMore('speaker', 150);
  const reading = await studio.reading('speaker');
  expect(reading?.dropped).toEqual({});
  // What waits in front of the device counts, and the device itself.
  expect(reading?.latencyMs).toBeGreaterThan(20);
  expect(reading?.latencyMs).toBeLessThan(500);
  await studio.select('Speaker');
  await expect(page.getByRole('region', { name: 'Measured' })).toContainText('Underruns');
  await studio.stop();
  await studio.reaches('cancelled', 'done');
});
