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

test('while the browser keeps the page silent the node asks for a click, and plays after it', async ({
  studio,
  page,
}) => {
  // A browser that is driven takes everything for a gesture, so the sound is stopped as it would stop it.
  await page.addInitScript(() => {
    const contexts: AudioContext[] = [];
    window.AudioContext = class extends AudioContext {
      constructor(options?: AudioContextOptions) {
        super(options);
        contexts.push(this);
      }
    };
    Object.assign(window, { silence: () => contexts.at(-1)!.suspend() });
  });
  await studio.openEmpty();
  await studio.importJson(
    pipeline('Play', [
      { id: 'tone', operator: 'io/tone', params: { level: -30 } },
      { id: 'speaker', operator: 'io/speaker', from: { audio: 'tone.audio' } },
    ]),
  );
  await studio.run();
  await studio.chunksMore('speaker', 30);
  await page.evaluate(() => (window as unknown as { silence(): Promise<void> }).silence());
  const notice = studio.node('Speaker').getByText('Click anywhere to hear it');
  await expect(notice).toBeVisible();
  const muted = async (): Promise<number> => (await studio.reading('speaker'))?.dropped.muted ?? 0;
  await expect.poll(muted).toBeGreaterThan(20);

  const room = (await studio.canvas.boundingBox())!;
  await page.mouse.click(room.x + room.width - 40, room.y + 40);
  await expect(notice).toHaveCount(0);
  const before = await muted();
  await studio.chunksMore('speaker', 100);
  expect(await muted()).toBe(before);
});
