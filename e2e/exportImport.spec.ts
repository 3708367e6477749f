import { readFileSync } from 'node:fs';
import { BARS } from './media.ts';
import { pipeline } from './pipelines.ts';
import { expect, test } from './test.ts';

const story = pipeline('Grey of the camera', [
  { id: 'webcam', operator: 'io/webcam', title: 'Camera' },
  { id: 'grey', operator: 'video/grayscale', title: 'Grey', from: { frame: 'webcam.frame' } },
]);

const middles = BARS.map((_, bar) => [(bar + 0.5) / BARS.length, 0.4] as const);

test('a pipeline that was exported, cleared and imported is the same, byte for byte and in what it shows', async ({
  studio,
}) => {
  await studio.openEmpty();
  await studio.importJson(story);
  await studio.run();
  await studio.readyRunning('Grey');
  const before = await studio.pixels('Grey', middles);
  const exported = await studio.exported();

  await studio.clear();
  await studio.importJson(exported);
  // What comes from outside starts no device by itself.
  expect(await studio.runState()).not.toBe('running');
  expect(await studio.exported()).toBe(exported);

  await studio.run();
  await studio.readyRunning('Grey');
  expect(await studio.pixels('Grey', middles)).toEqual(before);
});

test('a document that is broken in many ways is refused with all of them, and changes nothing', async ({
  studio,
  page,
}) => {
  await studio.openEmpty();
  await studio.importJson(story);
  const before = await studio.document();
  const broken = {
    ...(JSON.parse(story) as object),
    nodes: [
      {
        id: 'a',
        operator: 'video/blur',
        operatorVersion: 1,
        at: [0, 0],
        params: { radius: 'wide' },
      },
      { id: 'a', operator: 'video/blur', operatorVersion: 1, at: ['left', 0], params: {} },
    ],
    edges: [{ from: 'ghost.frame', to: 'a.frame' }],
  };
  await studio.dropFile('broken.json', 'application/json', Buffer.from(JSON.stringify(broken)));
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('/nodes/0/params/radius');
  await expect(dialog).toContainText('/nodes/1/at/0');
  await expect(dialog).toContainText("'a'");
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  expect(await studio.document()).toBe(before);
});

test('a bundled example comes back from the studio as it was written', async ({ studio }) => {
  await studio.openEmpty();
  const file = readFileSync('public/examples/mix.json', 'utf8');
  await studio.importJson(file);
  expect(await studio.exported()).toBe(file);
});
