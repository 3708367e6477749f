import { readFileSync } from 'node:fs';
import { expect, test } from './test.ts';

test('stopping a run hands over the table that it wrote, whole', async ({ studio, page }) => {
  await studio.openEmpty();
  await studio.dragFromPalette('Tone', 40, 120);
  await studio.dragFromPalette('Level', 320, 120);
  await studio.dragFromPalette('CSV or JSON lines', 600, 120);
  await studio.wire('Tone', 'audio', 'Level', 'audio');
  await studio.wire('Level', 'level', 'CSV or JSON lines', 'value');
  await studio.run();
  await studio.chunksMore('values', 50);

  const arrival = page.waitForEvent('download');
  await studio.button('Stop').click();
  const file = await arrival;
  expect(file.suggestedFilename()).toBe('values.csv');
  const [header, ...rows] = readFileSync(await file.path(), 'utf8')
    .trimEnd()
    .split('\n');
  expect(header).toBe('time,value');
  await studio.reaches('cancelled');
  const taken = (await studio.reading('values'))!.in;
  expect(rows).toHaveLength(taken);
});
