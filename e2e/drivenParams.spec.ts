import { box, centre } from './studio.ts';
import { pipeline } from './pipelines.ts';
import { expect, test } from './test.ts';

/** Numbers from the pitch of a sweep, and pictures with params that they could set. */
const story = pipeline('Driven', [
  {
    id: 'tone',
    operator: 'io/tone',
    title: 'Sweep',
    params: { waveform: 'sweep', period: 1 },
  },
  { id: 'spectrum', operator: 'audio/spectrum', title: 'Pitch', from: { audio: 'tone.audio' } },
  {
    id: 'scale',
    operator: 'flow/scale',
    title: 'Scale',
    params: { fromHigh: 20_000, curve: 'root', toLow: 1, toHigh: 60 },
    from: { in: 'spectrum.peak' },
  },
  { id: 'bars', operator: 'io/test-pattern', title: 'Bars' },
  { id: 'blur', operator: 'video/blur', title: 'Blur', from: { frame: 'bars.frame' } },
  { id: 'edges', operator: 'video/canny', title: 'Edges', from: { frame: 'blur.frame' } },
  { id: 'screen', operator: 'io/preview', title: 'Screen', from: { in: 'edges.frame' } },
]);

test('a stream of numbers drives a param, shows what it made of it, and is let go again', async ({
  studio,
  page,
}) => {
  await studio.openEmpty();
  await studio.importJson(story);
  const edges = await studio.edges().count();
  await studio.select('Blur');
  const row = studio.inspector.locator('[data-param="radius"]');

  await test.step('the inspector lists what could drive it, and joins it as one step', async () => {
    await row.getByRole('button', { name: 'Drive Radius by…' }).click();
    await page.getByRole('menuitem', { name: 'Scale · out' }).click();
    await expect(studio.edges()).toHaveCount(edges + 1);
    await expect(studio.port('Blur', 'radius', 'input')).toBeVisible();
    await expect(row.getByRole('slider')).toHaveCount(0);
    await page.keyboard.press('Control+z');
    await expect(studio.edges()).toHaveCount(edges);
    await page.keyboard.press('Control+Shift+z');
    await expect(studio.edges()).toHaveCount(edges + 1);
  });

  await test.step('while it runs, node and inspector show the values that come', async () => {
    await studio.run();
    const radius = async (): Promise<number> =>
      ((await studio.reading('blur'))?.driven?.['radius'] as number | undefined) ?? 0;
    await expect.poll(radius, { intervals: [50] }).toBeGreaterThan(40);
    await expect.poll(radius, { intervals: [50] }).toBeLessThan(20);
    await expect(
      studio.node('Blur').getByRole('group', { name: /^Radius: .* px, driven by Scale · out$/ }),
    ).toBeVisible();
    await expect(row.getByRole('status', { name: 'Radius' })).toContainText('px');
    // Near the top of the sweep it is asked for more than there is.
    await expect
      .poll(async () => (await studio.reading('blur'))?.notice)
      .toMatch(/^Radius: [\d.]+ is above 50/);
    await studio.stop();
    expect((await studio.snapshot())!.violations).toEqual([]);
  });

  await test.step('let go, the user sets it again', async () => {
    await row.getByRole('button', { name: 'Let go of Radius' }).click();
    await expect(studio.edges()).toHaveCount(edges);
    await expect(row.getByRole('slider')).toBeVisible();
    await expect(studio.port('Blur', 'radius', 'input')).toHaveCount(0);
  });
});

test('a wire with numbers finds the params on nodes, by hand and by keyboard', async ({
  studio,
  page,
}) => {
  await studio.openEmpty();
  await studio.importJson(story);
  const edges = await studio.edges().count();
  // The canvas moves along when the wire comes near its border.
  const start = () => centre(studio.port('Scale', 'out', 'output'));

  await test.step('inline params show a port while the wire is in the hand', async () => {
    const blur = await box(studio.node('Blur'));
    await studio.drag(await start(), { x: blur.x + blur.width / 2, y: blur.y + 60 }, false);
    const port = studio.port('Blur', 'radius', 'input');
    await expect(port).toBeVisible();
    const target = await centre(port);
    await page.mouse.move(target.x, target.y, { steps: 4 });
    await page.mouse.up();
    await expect(studio.edges()).toHaveCount(edges + 1);
    await expect(port).toBeVisible();
  });

  await test.step('dropped on a node, the wire may drive any of its params', async () => {
    await studio.drag(await start(), await centre(studio.node('Edges')));
    const list = page.getByRole('dialog', { name: 'What to drive of Edges' });
    await expect(list).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(list).toHaveCount(0);
    await expect(studio.edges()).toHaveCount(edges + 2);
    expect(await studio.document()).toContain('"from": "scale.out", "to": "edges.');
  });

  await test.step('the keyboard finds a param by its name', async () => {
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect(studio.edges()).toHaveCount(edges);
    await studio.node('Scale').focus();
    await page.keyboard.press('c');
    await page.keyboard.type('blur radius');
    await page.keyboard.press('Enter');
    await expect(studio.edges()).toHaveCount(edges + 1);
    expect(await studio.document()).toContain('"from": "scale.out", "to": "blur.radius"');
  });

  await test.step('an edge into a param that no number can set is refused in words', async () => {
    await studio.clear();
    const document = JSON.parse(story) as { edges: object[] };
    document.edges.push({ from: 'scale.out', to: 'bars.duration' });
    await studio.dropFile('broken.json', 'application/json', Buffer.from(JSON.stringify(document)));
    await expect(page.getByText("The param 'duration' of Bars can't be driven")).toBeVisible();
  });
});
