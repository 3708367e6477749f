import { expect, test } from './test.ts';
import { box } from './studio.ts';

const WIRE = 'Test pattern · frame to Grayscale · frame';

test('a story of twenty steps is undone to nothing and redone to the same document', async ({
  studio,
  page,
}) => {
  await studio.openEmpty();
  const states = [await studio.document()];
  const step = async (act: () => Promise<unknown>): Promise<void> => {
    const before = states.at(-1)!;
    await act();
    await expect.poll(() => studio.document()).not.toBe(before);
    states.push(await studio.document());
  };
  const moved = async (title: string, dx: number, dy: number): Promise<void> => {
    const header = await box(studio.node(title));
    const from = { x: header.x + header.width / 2, y: header.y + 14 };
    await studio.drag(from, { x: from.x + dx, y: from.y + dy });
  };

  await step(() => studio.dragFromPalette('Test pattern', 40, 60));
  await step(() => studio.dragFromPalette('Grayscale', 340, 60));
  await step(() => studio.dragFromPalette('Gaussian blur', 640, 60));
  await step(() => studio.wire('Test pattern', 'frame', 'Grayscale', 'frame'));
  await step(() => studio.wire('Grayscale', 'frame', 'Gaussian blur', 'frame'));
  await step(() => moved('Gaussian blur', 40, 120));
  await step(() => moved('Test pattern', 0, 160));
  await studio.select('Gaussian blur');
  await step(() => studio.setSlider('Radius', 'End'));
  await step(() => studio.rename('Gaussian blur', 'Soft'));
  await step(() => page.keyboard.press('m'));
  await step(() => page.keyboard.press('m'));
  await step(() => page.keyboard.press('b'));
  await step(() => page.keyboard.press('h'));
  await step(() => page.keyboard.press('Control+d'));
  await step(() => page.keyboard.press('Delete'));
  await studio.select('Grayscale');
  await page.keyboard.press('Control+c');
  await step(() => page.keyboard.press('Control+v'));
  await step(() => page.keyboard.press('Control+x'));
  await step(() => page.keyboard.press('Control+v'));
  await step(async () => {
    await page.getByRole('group', { name: WIRE }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Delete');
  });
  await step(async () => {
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
  });
  expect(states).toHaveLength(21);

  for (const state of states.slice(0, -1).toReversed()) {
    await page.keyboard.press('Control+z');
    await expect.poll(() => studio.document()).toBe(state);
  }
  await expect(studio.button('Undo')).toBeDisabled();
  for (const state of states.slice(1)) {
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => studio.document()).toBe(state);
  }
  await expect(studio.button('Redo')).toBeDisabled();
});
