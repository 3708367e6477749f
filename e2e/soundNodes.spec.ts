import { readFileSync } from 'node:fs';
import { box, centre } from './studio.ts';
import { expect, test } from './test.ts';

const exampleOf = (operator: string): string =>
  readFileSync(`src/operators/${operator}/example.json`, 'utf8');

/** Params of a node of the open document. */
const paramsOf = (document: string, id: string): Readonly<Record<string, unknown>> =>
  (JSON.parse(document) as { nodes: { id: string; params: Record<string, unknown> }[] }).nodes.find(
    (node) => node.id === id,
  )!.params;

test('bands of an equaliser are dragged on its curve, turned by wheel and keys, and undone', async ({
  studio,
  page,
}) => {
  await studio.openEmpty();
  await studio.importJson(exampleOf('audio/equaliser'));
  await studio.run();
  await studio.readyRunning('Equaliser');
  const band = studio.node('Equaliser').getByRole('slider', { name: 'Band 3' });
  const before = await studio.document();
  const start = await centre(band);
  const room = await box(studio.preview('Equaliser'));

  // Held still for longer than edits are merged for: it is one step all the same.
  await studio.drag(start, { x: start.x + room.width / 6, y: room.y + room.height / 4 }, false);
  const halfway = await studio.document();
  await expect.poll(async () => (await studio.reading('equaliser'))?.out ?? 0).toBeGreaterThan(60);
  await page.mouse.move(start.x + room.width / 3, room.y + room.height / 8, { steps: 4 });
  await page.mouse.up();
  const dragged = paramsOf(await studio.document(), 'equaliser');
  expect(await studio.document()).not.toBe(halfway);
  // A third of the width is a decade, the height is 52 dB.
  const first = paramsOf(before, 'equaliser');
  const decades = Math.log10(Number(dragged['frequency3']) / Number(first['frequency3']));
  expect(decades).toBeCloseTo(1, 1);
  expect(Math.abs(Number(dragged['gain3']) - 19.5)).toBeLessThan(1);
  await page.keyboard.press('Control+z');
  expect(await studio.document()).toBe(before);

  await band.focus();
  await band.press('ArrowUp');
  await band.press('ArrowRight');
  await band.press('PageUp');
  const turned = paramsOf(await studio.document(), 'equaliser');
  expect(turned['gain3']).toBe(Number(first['gain3']) + 0.5);
  expect(Number(turned['frequency3'])).toBeGreaterThan(Number(first['frequency3']));
  expect(Number(turned['q3'])).toBeGreaterThan(Number(first['q3']));
  await band.hover();
  await page.mouse.wheel(0, -400);
  await expect
    .poll(async () => Number(paramsOf(await studio.document(), 'equaliser')['q3']))
    .toBeGreaterThan(Number(turned['q3']) * 1.5);
});

test('a waterfall has axes, and a cursor that reads frequency, time and level', async ({
  studio,
  page,
}) => {
  await studio.openEmpty();
  await studio.importJson(exampleOf('audio/waterfall'));
  await studio.run();
  await studio.readyRunning('Waterfall');
  await studio.chunksMore('waterfall', 30);
  const axes = studio.node('Waterfall').getByRole('application', { name: 'Waterfall cursor' });
  await expect(axes.getByText('5 kHz')).toBeVisible();
  const room = await box(axes);
  await page.mouse.move(room.x + room.width * 0.75, room.y + room.height * 0.5);
  // Half-way up from 50 Hz to 8 kHz by ratio, a quarter of 4 s ago.
  await expect(axes).toHaveAccessibleDescription(/^632 Hz, −1\.00 s, −\d+ dBFS$/);
  await axes.focus();
  await axes.press('ArrowUp');
  await expect(axes).toHaveAccessibleDescription(/^735 Hz, /);
});

test('a mixer shows a further input with each that is used', async ({ studio }) => {
  await studio.openEmpty();
  await studio.importJson(exampleOf('audio/mixer'));
  await expect(studio.port('Mixer', 'c', 'input')).toBeVisible();
  await expect(studio.port('Mixer', 'd', 'input')).toHaveCount(0);
  await studio.dragFromPalette('Tone', 60, 460);
  await studio.wire(studio.nodes().last(), 'audio', 'Mixer', 'c');
  await expect(studio.port('Mixer', 'd', 'input')).toBeVisible();
  await expect(studio.port('Mixer', 'e', 'input')).toHaveCount(0);
});
