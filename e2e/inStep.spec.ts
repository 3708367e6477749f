import { pipeline } from './pipelines.ts';
import { expect, test } from './test.ts';

/** One picture on two screens, of which one shows it at its time and the other as it comes. */
const story = pipeline('In step', [
  {
    id: 'bars',
    operator: 'io/test-pattern',
    title: 'Bars',
    params: { width: 320, height: 240, frameRate: 20 },
  },
  { id: 'blur', operator: 'video/blur', title: 'Blur', from: { frame: 'bars.frame' } },
  {
    id: 'late',
    operator: 'io/preview',
    title: 'Late',
    params: { timing: 'in-step', delay: 150 },
    from: { in: 'blur.frame' },
  },
  { id: 'now', operator: 'io/preview', title: 'Now', from: { in: 'blur.frame' } },
]);

test('a sink in step shows pictures at their time, and says how well', async ({ studio }) => {
  await studio.openEmpty();
  await studio.importJson(story);
  await studio.run();
  await studio.chunksMore('late', 10);
  const { late, now } = (await studio.snapshot())!.nodes as Readonly<
    Record<string, { readonly latencyMs?: number; readonly step?: { readonly jitterMs: number } }>
  >;
  expect(late!.latencyMs).toBeGreaterThanOrEqual(149);
  expect(now!.latencyMs).toBeLessThan(late!.latencyMs!);
  expect(late!.step!.jitterMs).toBeLessThan(0);
  expect(now!.step).toBeUndefined();
  await studio.select('Late');
  await expect(studio.inspector.getByRole('region', { name: 'Latency' })).toContainText(
    /ms early, ×/,
  );
  await studio.stop();
  expect((await studio.snapshot())!.violations).toEqual([]);
});
