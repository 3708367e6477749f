import { pipeline } from './pipelines.ts';
import { expect, test } from './test.ts';

/** Far above the tone: what is left of it by five filters is 160 dB down, and a seam is not. */
const CORNER = 3000;
const filters = Object.fromEntries(
  [1, 2, 3, 4, 5].flatMap((band) => [
    [`shape${band}`, 'high-pass'],
    [`frequency${band}`, CORNER],
  ]),
);

test('a page that is busy or stands still loses no sample of the microphone', async ({
  studio,
  page,
}) => {
  await studio.openEmpty();
  await studio.importJson(
    pipeline('Clicks', [
      { id: 'microphone', operator: 'io/microphone' },
      {
        id: 'highs',
        operator: 'audio/equaliser',
        params: filters,
        from: { audio: 'microphone.audio' },
      },
      {
        id: 'level',
        operator: 'audio/level',
        params: { measure: 'peak', window: 3000 },
        from: { audio: 'highs.audio' },
      },
    ]),
  );
  await studio.run();
  await studio.readyRunning('Microphone');
  // The filters have settled, and the window holds nothing of the beginning.
  await studio.chunksMore('level', 350);

  const facts = async () => (await studio.reading('microphone'))?.facts ?? {};
  const before = await facts();
  expect(before['Way']).toBe('through the audio thread');
  for (let round = 0; round < 12; round++) {
    await page.evaluate(
      (ms) => {
        const end = performance.now() + ms;
        while (performance.now() < end);
      },
      round % 3 === 0 ? 200 : 60,
    );
  }
  await studio.chunksMore('level', 50);
  const after = await facts();
  expect(Number(after['Samples out']) - Number(before['Samples out'])).toBeGreaterThan(40_000);
  expect(after['Samples lost']).toBe(0);
  expect((await studio.reading('microphone'))?.dropped).toEqual({});
  // The fake device has a seam of −40 dB where its file begins anew; a lost quantum has −10.
  const words = (await studio.drawn('Level')).words.join(' ').replace('−', '-');
  expect(Number.parseFloat(words)).toBeLessThan(-35);
});
