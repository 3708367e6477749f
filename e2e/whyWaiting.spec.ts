import { pipeline } from './pipelines.ts';
import { expect, test } from './test.ts';

/** One picture a second keeps thirty waiting. */
const story = pipeline('One is slow', [
  { id: 'often', operator: 'io/test-pattern', title: 'Often' },
  {
    id: 'seldom',
    operator: 'io/test-pattern',
    title: 'Seldom',
    params: { frameRate: 1, pattern: 'gradient' },
  },
  { id: 'grey', operator: 'video/grayscale', title: 'Grey', from: { frame: 'seldom.frame' } },
  {
    id: 'mix',
    operator: 'video/blend',
    title: 'Mix',
    from: { a: 'often.frame', b: 'grey.frame' },
  },
  { id: 'screen', operator: 'io/preview', title: 'Screen', from: { in: 'mix.frame' } },
]);

test('one click on a waiting node tells what it needs, and leads to the node that is silent', async ({
  studio,
  page,
}) => {
  await studio.openEmpty();
  await studio.importJson(story);
  // Before the run the linter has said so.
  await expect(
    studio.node('Mix').getByRole('button', { name: /^Finding: Inputs that rarely meet/ }),
  ).toBeVisible();
  await studio.run();
  await studio.select('Mix');
  const why = studio.inspector.getByRole('region', { name: 'Why it waits' });
  await expect(why).toContainText(/Input b has settled to [\d.]+ s; [\d.]+ s is needed\./);
  await expect(why).toContainText(/Seldom has sent nothing for [\d.]+ m?s/);
  await why.getByRole('button', { name: 'Seldom' }).click();
  await expect(studio.inspector.getByRole('heading', { name: 'Seldom' })).toBeVisible();
  await studio.stop();
  await page.keyboard.press('Escape');
});

test('the latency to a sink is told before a run as declared, and while it runs as measured', async ({
  studio,
}) => {
  await studio.openEmpty();
  await studio.importJson(story);
  const latency = studio.inspector.getByRole('region', { name: 'Latency' });
  await expect(latency).toContainText('Screennothing is held back');
  await studio.run();
  await studio.select('Screen');
  await expect(latency).toContainText(/Often[\d.]+ [mµ]s/);
  await expect(latency).toContainText(/From capture to here[\d.]+ m?s/);
});
