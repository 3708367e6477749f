import { pipeline } from './pipelines.ts';
import type { Studio } from './studio.ts';
import { expect, test } from './test.ts';

/** Two branches with sources of their own, which therefore never share a worker. */
const branches = pipeline('Two branches', [
  { id: 'pattern', operator: 'io/test-pattern', title: 'Pattern' },
  { id: 'sobel', operator: 'video/sobel', title: 'Edges', from: { frame: 'pattern.frame' } },
  { id: 'tone', operator: 'io/tone', title: 'Tone' },
  { id: 'level', operator: 'audio/level', title: 'Level', from: { audio: 'tone.audio' } },
]);

test('a worker that dies fails its nodes and no others', async ({ studio, page }) => {
  await start(studio);
  const { failed, alive } = await sides(studio);
  await page.workers()[failed.worker]!.evaluate(() => self.close());
  await expectOnly(studio, failed.nodes, alive.nodes);
});

test('a worker that hangs is found out by its silence, and the others run on', async ({
  studio,
  page,
}) => {
  await start(studio);
  const { failed, alive } = await sides(studio);
  const worker = page.workers()[failed.worker]!;
  // Never comes back, so nothing waits for it.
  void worker.evaluate(loopForEver).catch(() => undefined);
  await expectOnly(studio, failed.nodes, alive.nodes);
});

function loopForEver(): void {
  for (;;);
}

async function start(studio: Studio): Promise<void> {
  await studio.openEmpty();
  await studio.importJson(branches);
  await studio.run();
  for (const title of ['Pattern', 'Edges', 'Tone', 'Level']) await studio.readyRunning(title);
}

interface Side {
  readonly worker: number;
  readonly nodes: readonly { readonly id: string; readonly title: string }[];
}

/** The branch that is going to fail, and the other one. */
async function sides(studio: Studio): Promise<{ readonly failed: Side; readonly alive: Side }> {
  const picture = [
    { id: 'pattern', title: 'Pattern' },
    { id: 'sobel', title: 'Edges' },
  ];
  const sound = [
    { id: 'tone', title: 'Tone' },
    { id: 'level', title: 'Level' },
  ];
  const [first, second] = [await studio.reading('pattern'), await studio.reading('tone')];
  expect(first!.worker).not.toBe(second!.worker);
  return {
    failed: { worker: first!.worker, nodes: picture },
    alive: { worker: second!.worker, nodes: sound },
  };
}

async function expectOnly(
  studio: Studio,
  failed: Side['nodes'],
  alive: Side['nodes'],
): Promise<void> {
  for (const { title } of failed) {
    await expect(studio.state(title, 'error')).toBeVisible();
    await expect(studio.node(title).getByRole('button', { name: 'Retry' })).toBeVisible();
  }
  for (const { id, title } of alive) {
    await studio.chunksMore(id, 30);
    await studio.readyRunning(title);
  }
}
