import type { NodeId } from '#pipeline/pipeline.ts';
import { engineOf, nodeOf, sketch, until } from '#testing/engineRuns.ts';
import { withPuppets } from '#testing/puppets.ts';
import { testCatalog } from '#testing/testOperators.ts';
import { expect, test } from 'vitest';
import { durationWords, momentWords } from './timeWords.ts';
import { whyWaiting } from './whyWaiting.ts';

test('a join tells what it has, what it needs, and who upstream is silent', async () => {
  const catalog = testCatalog();
  await using engine = engineOf(catalog);
  const pipeline = sketch(
    [
      ['fast', 'count', { count: 3, stepMs: 5 }],
      ['rare', 'count', { count: 2, stepMs: 100_000 }],
      ['add', 'add'],
      ['pair', 'pair'],
      ['take', 'take'],
    ],
    [
      ['fast.out', 'pair.a'],
      ['rare.out', 'add.in'],
      ['add.out', 'pair.b'],
      ['pair.out', 'take.in'],
    ],
  );
  await engine.start(pipeline, { mode: 'live', seed: 1 });
  const { specOf } = catalog;
  const ask = (id: string) => {
    return whyWaiting(id as NodeId, { pipeline, specOf, snapshot: engine.snapshot! });
  };
  await until(engine, () => ask('take') !== undefined);
  const why = ask('pair')!;
  expect(why.title).toBe('Waits for b');
  expect(why.words).toEqual([
    'Input b has settled to 0.000 s; 0.005 s is needed.',
    'Meanwhile 2 of a wait here.',
  ]);
  expect(why.steps.map(({ node }) => node)).toEqual(['add', 'rare']);
  expect(why.steps[0]!.words).toMatch(
    /^has sent nothing for [\d.]+ m?s\. It waits for its input in\.$/,
  );
  expect(why.steps[1]!.words).toMatch(/^has sent nothing for [\d.]+ m?s\.$/);
  // What follows waits for the same culprit.
  expect(ask('take')?.steps.at(-1)?.node).toBe('rare');
  await engine.stop();
  expect(ask('pair')).toBeUndefined();
});

test('a source that is held names every full queue down to the one that does not take', async () => {
  const catalog = testCatalog();
  await using engine = engineOf(catalog);
  const pipeline = sketch(
    [
      ['count', 'count', { count: 1_000_000 }],
      ['add', 'add'],
      ['take', 'take'],
    ],
    [
      ['count.out', 'add.in', 'block'],
      ['add.out', 'take.in', 'block'],
    ],
  );
  catalog.shut();
  await engine.start(pipeline, { mode: 'live', seed: 1 });
  const held = (id: string) => (snapshot: Parameters<typeof nodeOf>[0]) =>
    nodeOf(snapshot, id).state === 'pressured';
  await until(engine, (snapshot) => held('count')(snapshot) && held('add')(snapshot));
  const { specOf } = catalog;
  const why = whyWaiting('count' as NodeId, { pipeline, specOf, snapshot: engine.snapshot! })!;
  expect(why.title).toBe('Held by Test');
  expect(why.steps.map(({ node }) => node)).toEqual(['add', 'take']);
  expect(why.steps[1]!.words).toMatch(/^has a full queue: 16 of 16, the oldest for /);
  catalog.open();
  await engine.stop();
});

test('a device that gives nothing is said to be idle, with for how long', async () => {
  const { catalog, puppets } = withPuppets(testCatalog(), ['b']);
  await using engine = engineOf(catalog);
  const pipeline = sketch(
    [
      ['a', 'count', { count: 3, stepMs: 5 }],
      ['b', 'puppet-b'],
      ['pair', 'pair'],
      ['take', 'take'],
    ],
    [
      ['a.out', 'pair.a'],
      ['b.out', 'pair.b'],
      ['pair.out', 'take.in'],
    ],
  );
  await engine.start(pipeline, { mode: 'live', seed: 1 });
  await puppets.b.send(0, 0);
  puppets.b.idle(true);
  const { specOf } = catalog;
  const ask = () => whyWaiting('pair' as NodeId, { pipeline, specOf, snapshot: engine.snapshot! });
  await until(engine, () => ask() !== undefined);
  expect(ask()!.steps.map(({ words }) => words)).toEqual([
    expect.stringMatching(/^has been idle for [\d.]+ m?s: the device gives nothing\.$/),
  ]);
  await engine.stop();
});

test('moments are those of the file, or of the day', () => {
  expect(momentWords(12_333_000)).toBe('12.333 s');
  const noon = new Date(2026, 10, 26, 12, 4, 5, 60).getTime();
  expect(momentWords(noon * 1000)).toBe('12:04:05.060');
  expect([4, 843, 4240].map(durationWords)).toEqual(['0 ms', '840 ms', '4.2 s']);
});
