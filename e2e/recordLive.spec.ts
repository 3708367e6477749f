import { readFileSync } from 'node:fs';
import { BufferSource, Input, WEBM } from 'mediabunny';
import { pipeline } from './pipelines.ts';
import { expect, test } from './test.ts';

test('a camera and a microphone are recorded side by side, each to its end', async ({
  studio,
  page,
}) => {
  await studio.openEmpty();
  await studio.importJson(
    pipeline('Record', [
      { id: 'webcam', operator: 'io/webcam', params: { width: 320, height: 240 } },
      { id: 'microphone', operator: 'io/microphone' },
      {
        id: 'recorder',
        operator: 'io/recorder',
        from: { video: 'webcam.frame', audio: 'microphone.audio' },
      },
    ]),
  );
  await studio.run();
  await studio.chunksMore('recorder', 600);
  await studio.select('Recorder');
  await expect(page.getByRole('region', { name: 'Measured' })).toContainText(
    'Sound beside the picture',
  );

  const arrival = page.waitForEvent('download');
  await studio.button('Stop').click();
  const bytes = readFileSync(await (await arrival).path());
  const input = new Input({ source: new BufferSource(bytes), formats: [WEBM] });
  const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
  const [pictures, sound] = [await video!.computeDuration(), await audio!.computeDuration()];
  expect(pictures).toBeGreaterThan(3);
  expect(Math.abs(pictures - sound)).toBeLessThan(0.3);
});
