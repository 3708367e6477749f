import { pipeline } from './pipelines.ts';
import { expect, test } from './test.ts';

/** Pictures that take longer than they last: the queue before Edges is always full. */
const story = pipeline('Too much', [
  {
    id: 'bars',
    operator: 'io/test-pattern',
    title: 'Bars',
    params: { width: 1280, height: 960, frameRate: 60 },
  },
  { id: 'edges', operator: 'video/canny', title: 'Edges', from: { frame: 'bars.frame' } },
  { id: 'screen', operator: 'io/preview', title: 'Screen', from: { in: 'edges.frame' } },
]);

const EDGE = 'bars.frame→edges.frame';

test('the queue of an edge is read and changed while it runs, and every chunk is accounted for', async ({
  studio,
}) => {
  await studio.openEmpty();
  await studio.importJson(story);
  await studio.selectEdge('Bars · frame to Edges · frame');
  const queue = studio.inspector.getByRole('region', { name: 'Queue' });
  const flow = studio.inspector.getByRole('region', { name: 'Flow' });
  const policy = queue.getByRole('combobox', { name: 'When full' });

  await test.step('an edge inside a task has no queue until it is given one', async () => {
    await expect(queue).toContainText('Both nodes share a task');
    await policy.selectOption('Hold the sender');
    await expect(queue).not.toContainText('Both nodes share a task');
  });

  await studio.run();
  await studio.chunksMore('screen', 3);
  await test.step('holding the sender loses nothing', async () => {
    await expect(queue).toContainText('at once, without a restart');
    await expect.poll(async () => (await studio.edgeReading(EDGE))?.queued).toBe(3);
    await expect(flow).toContainText('3 of 3');
    expect((await studio.edgeReading(EDGE))!.dropped).toEqual({});
  });

  const before = (await studio.snapshot())!.elapsedMs;
  await test.step('another policy takes effect at once, and what it drops is counted', async () => {
    await policy.selectOption('Keep the latest only');
    await expect
      .poll(async () => (await studio.edgeReading(EDGE))?.dropped['queue-full'] ?? 0)
      .toBeGreaterThan(3);
    await expect(flow).toContainText('queue full');
    await expect(queue.getByRole('textbox', { name: 'Capacity' })).toBeDisabled();
  });

  await test.step('limits are typed in, in memory and time as well', async () => {
    await policy.selectOption('Drop the oldest');
    const memory = queue.getByRole('textbox', { name: 'Memory' });
    // One picture of 1280 × 960 takes 1.8 MiB.
    await memory.fill('3');
    await memory.press('Enter');
    await expect.poll(async () => (await studio.edgeReading(EDGE))?.queued).toBeLessThanOrEqual(2);
    const time = queue.getByRole('textbox', { name: 'Time' });
    await time.fill('0.5');
    await time.press('Enter');
    await expect(time).toHaveValue('0.50 s');
  });

  await test.step('a queue may fill up before it is read, and be given up at the end', async () => {
    const level = queue.getByRole('textbox', { name: 'Start at' });
    await level.fill('2');
    await level.press('Enter');
    await expect(level).toHaveValue('2 chunks');
    await queue.getByRole('switch', { name: 'Give up at the end' }).check();
    await expect(flow).toContainText('Was full');
    await studio.chunksMore('screen', 2);
  });

  // The same run all along.
  expect((await studio.snapshot())!.elapsedMs).toBeGreaterThan(before);
  const document = JSON.parse(await studio.document()) as { edges: readonly object[] };
  expect(document.edges[0]).toMatchObject({
    queue: {
      overflow: 'drop-oldest',
      bytes: 3 * 1024 * 1024,
      seconds: 0.5,
      leastChunks: 2,
      flushOnEnd: true,
    },
  });
  await studio.stop();
  const end = (await studio.snapshot())!;
  expect(end.violations).toEqual([]);
  const last = (await studio.edgeReading(EDGE))!;
  const dropped = Object.values(last.dropped).reduce((sum, count) => sum + count, 0);
  expect(last.sent).toBe(last.delivered + dropped + last.queued);
});
