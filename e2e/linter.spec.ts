import { pipeline } from './pipelines.ts';
import { expect, test } from './test.ts';

const story = pipeline('Half drawn', [
  { id: 'bars', operator: 'io/test-pattern', title: 'Bars' },
  { id: 'blur', operator: 'video/blur', title: 'Blur', from: { frame: 'bars.frame' } },
  {
    id: 'small',
    operator: 'video/resize',
    title: 'Small',
    params: { width: 160, height: 90 },
    from: { frame: 'blur.frame' },
  },
  { id: 'screen', operator: 'io/preview', title: 'Screen' },
]);

test('what will not work is counted beside Run, marked on its node, and mended by one click that undo takes back', async ({
  studio,
  page,
}) => {
  await studio.openEmpty();
  await studio.importJson(story);
  await expect(studio.button('1 problem')).toBeVisible();
  await expect(
    studio.node('Screen').getByRole('button', { name: /^Finding: Nothing comes in/ }),
  ).toBeVisible();

  await studio.button('1 problem').click();
  const list = page.getByRole('tabpanel', { name: /^Problems/ });
  await list.getByRole('button', { name: /^Screen Nothing comes in/ }).click();
  await expect(studio.inspector.getByRole('heading', { name: 'Screen' })).toBeVisible();
  await list.getByRole('button', { name: 'Connect Small · frame: Screen' }).click();
  await expect(studio.edges()).toHaveCount(3);
  await expect(studio.button('1 problem')).toHaveCount(0);

  // A hint is not counted, and is listed all the same.
  await studio.select('Small');
  await studio.inspector.getByRole('button', { name: 'Small first: Small' }).click();
  expect(JSON.parse(await studio.document())).toMatchObject({
    edges: [
      { from: 'bars.frame', to: 'small.frame' },
      { from: 'small.frame', to: 'blur.frame' },
      { from: 'blur.frame', to: 'screen.in' },
    ],
  });
  await studio.button('Undo').click();
  // By the keyboard as well: mend what is selected.
  await studio.select('Small');
  await page.keyboard.press('Control+Period');
  await expect
    .poll(() => studio.document())
    .toContain('{ "from": "bars.frame", "to": "small.frame" }');
  await studio.button('Undo').click();
  await studio.button('Undo').click();
  await expect(studio.button('1 problem')).toBeVisible();
  await expect(studio.edges()).toHaveCount(2);
});

test('a batch run of a source that never ends is refused, and gets its end by one click', async ({
  studio,
  page,
}) => {
  await studio.openEmpty();
  await studio.importJson(story);
  await page.getByRole('radio', { name: 'Batch' }).click();
  await studio.select('Bars');
  await studio.inspector.getByRole('button', { name: 'End after 10 s: Bars' }).click();
  await expect(studio.param('Duration')).toHaveValue('10.0 s');
  await page.getByRole('radio', { name: 'Live' }).click();
});
