import { box, centre } from './studio.ts';
import { expect, test } from './test.ts';

test('a wire dropped on empty canvas offers what fits, and is connected to what is chosen', async ({
  studio,
  page,
}) => {
  await studio.openEmpty();
  await studio.dragFromPalette('Tone', 60, 120);
  const room = await box(studio.canvas);
  await studio.drag(await centre(studio.port('Tone', 'audio', 'output')), {
    x: room.x + 500,
    y: room.y + 300,
  });
  const offered = page.getByRole('option');
  await expect(offered.filter({ hasText: /^Spectrum/ })).toHaveCount(1);
  await expect(offered.filter({ hasText: 'Sobel' })).toHaveCount(0);
  await page.keyboard.type('spectrum');
  await page.keyboard.press('Enter');
  await expect(studio.node('Spectrum')).toBeVisible();
  await expect(studio.edges()).toHaveCount(1);
  // Node and edge are one step.
  await page.keyboard.press('Control+z');
  await expect(studio.nodes()).toHaveCount(1);
  await expect(studio.edges()).toHaveCount(0);
});

test('a double click on the canvas searches there', async ({ studio, page }) => {
  await studio.openEmpty();
  const room = await box(studio.canvas);
  const at = { x: room.x + 400, y: room.y + 200 };
  await page.mouse.dblclick(at.x, at.y);
  await page.keyboard.type('canny');
  await page.keyboard.press('Enter');
  const node = await box(studio.node('Canny'));
  expect(Math.abs(node.x - at.x)).toBeLessThan(220);
  expect(Math.abs(node.y - at.y)).toBeLessThan(220);
});

test('a node dropped on a wire is inserted into it, in one step', async ({ studio, page }) => {
  await studio.openEmpty();
  await studio.dragFromPalette('Test pattern', 40, 100);
  await studio.dragFromPalette('Preview', 700, 100);
  await studio.wire('Test pattern', 'frame', 'Preview', 'in');
  await studio.dragFromPalette('Grayscale', 380, 420);
  const before = await studio.document();

  const header = await box(studio.node('Grayscale'));
  const from = await centre(studio.port('Test pattern', 'frame', 'output'));
  const to = await centre(studio.port('Preview', 'in', 'input'));
  const grip = { x: header.x + header.width / 2, y: header.y + 14 };
  await studio.drag(grip, {
    x: (from.x + to.x) / 2,
    y: (from.y + to.y) / 2 - header.height / 2 + 14,
  });
  await expect(studio.edges()).toHaveCount(2);
  const wires = await page.getByRole('group', { name: /Grayscale · frame/ }).count();
  expect(wires).toBe(2);

  await page.keyboard.press('Control+z');
  await expect.poll(() => studio.document()).toBe(before);
});

test('what is copied is a pipeline as text, and pastes as new nodes', async ({ studio, page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await studio.openEmpty();
  await studio.dragFromPalette('Tone', 60, 120);
  await studio.dragFromPalette('Level', 360, 120);
  await studio.wire('Tone', 'audio', 'Level', 'audio');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  const text = await page.evaluate(() => navigator.clipboard.readText());
  const copied = JSON.parse(text) as { format: string; nodes: unknown[]; edges: unknown[] };
  expect(copied).toMatchObject({ format: 'millrace.pipeline' });
  expect([copied.nodes.length, copied.edges.length]).toEqual([2, 1]);
  await page.keyboard.press('Control+v');
  await expect(studio.nodes()).toHaveCount(4);
  await expect(studio.edges()).toHaveCount(2);
});

test('a click on an operator adds it clear of the others, a double-click adds no second', async ({
  studio,
}) => {
  await studio.openEmpty();
  const row = (title: string) => studio.palette.getByRole('button', { name: title, exact: true });
  await row('Tone').first().click();
  await row('Gain').first().dblclick();
  await row('Level').first().click();
  await expect(studio.nodes()).toHaveCount(3);
  const boxes = await Promise.all((await studio.nodes().all()).map((node) => node.boundingBox()));
  const byLeft = boxes.map((box) => box!).toSorted((a, b) => a.x - b.x);
  expect(byLeft[0]!.x + byLeft[0]!.width).toBeLessThan(byLeft[1]!.x);
  expect(byLeft[1]!.x + byLeft[1]!.width).toBeLessThan(byLeft[2]!.x);
});
