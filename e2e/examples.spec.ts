import { readdirSync, readFileSync } from 'node:fs';
import { totalDrops } from '#stream/dropReason.ts';
import type { Studio } from './studio.ts';
import { expect, test } from './test.ts';

const index = JSON.parse(readFileSync('public/examples/index.json', 'utf8')) as {
  readonly slug: string;
  readonly title: string;
}[];
const operators = readdirSync('src/operators', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('example.json'))
  .toSorted();

test('there are at least eight examples, and one for each operator', () => {
  expect(index.length).toBeGreaterThanOrEqual(8);
  expect(operators.length).toBeGreaterThanOrEqual(20);
});

for (const { title } of index) {
  test(`'${title}' of the gallery runs for three seconds without a fault`, async ({ studio }) => {
    await studio.open();
    await studio.openExample(title);
    await runsWell(studio);
  });
}

for (const paths of pages(operators)) {
  const [first, last] = [paths[0]!, paths.at(-1)!].map((path) => path.replace('/example.json', ''));
  test(`the examples of operators from ${first} to ${last} run without a fault`, async ({
    studio,
  }) => {
    test.setTimeout(paths.length * 30_000);
    await studio.openEmpty();
    for (const path of paths) {
      await test.step(path, async () => {
        await studio.importJson(readFileSync(`src/operators/${path}`, 'utf8'));
        await runsWell(studio);
        await studio.clear();
      });
    }
  });
}

/** Several examples share a page, since opening one takes longer than running an example. */
function pages(paths: readonly string[]): readonly (readonly string[])[] {
  const size = 8;
  return Array.from({ length: Math.ceil(paths.length / size) }, (_, i) =>
    paths.slice(i * size, (i + 1) * size),
  );
}

/** Nodes that have done nothing yet and have not failed either. */
async function idleNodes(studio: Studio): Promise<readonly string[]> {
  const { nodes = {} } = (await studio.snapshot()) ?? {};
  return Object.entries(nodes).flatMap(([id, node]) =>
    node.fault === undefined && node.in + node.out + totalDrops(node.dropped) === 0 ? [id] : [],
  );
}

/** Runs what is open for three seconds: every node does something, and nothing is lost or left over. */
async function runsWell(studio: Studio): Promise<void> {
  await studio.run();
  await expect
    .poll(async () => (await studio.snapshot())?.elapsedMs, { timeout: 30_000 })
    .toBeGreaterThan(3_000);
  // A node that reads a model first may need longer than that.
  await expect.poll(() => idleNodes(studio), { timeout: 30_000 }).toEqual([]);
  const during = (await studio.snapshot())!;
  for (const [id, node] of Object.entries(during.nodes)) expect(node.fault, id).toBeUndefined();
  await studio.stop();
  const after = (await studio.snapshot())!;
  expect(after.violations).toEqual([]);
  expect(after.leaks).toEqual({ media: 0, buffers: 0, tracks: 0, workers: 0 });
}
