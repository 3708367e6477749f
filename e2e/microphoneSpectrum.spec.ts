import { TONE } from './media.ts';
import { expect, test } from './test.ts';

/** Samples in one spectrum unless told otherwise. */
const SIZE = 2048;

test('the spectrum of a 440 Hz tone has its peak within one bin of it', async ({ studio }) => {
  await studio.openEmpty();
  await studio.dragFromPalette('Microphone', 60, 120);
  await studio.dragFromPalette('Spectrum', 360, 120);
  await studio.wire('Microphone', 'audio', 'Spectrum', 'audio');
  await studio.run();
  await studio.readyRunning('Spectrum');
  await studio.chunksMore('spectrum', 20);

  const bin = 48_000 / SIZE;
  const words = (await studio.drawn('Spectrum')).words.join(' ');
  const peak = Number(/([\d.]+) Hz/.exec(words)![1]);
  expect(Math.abs(peak - TONE)).toBeLessThanOrEqual(bin);
});
