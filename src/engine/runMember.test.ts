import { defer } from '#base/deferred.ts';
import { collectGarbage } from '#testing/collectGarbage.ts';
import { memberOf, readingAt } from '#testing/members.ts';
import { expect, test } from 'vitest';
import type { WorkerReading } from './protocol.ts';

test('readings that no rate needs any more are forgotten', async () => {
  let at = 0;
  using member = memberOf(() => readingAt((at += 20_000)));
  await member.read();
  const first = new WeakRef(member.meter.latest!);
  for (let i = 0; i < 4; i++) await member.read();
  await collectGarbage();
  expect(first.deref()).toBeUndefined();
});

test('to read anew is to ask again, after the answer to an open question', async () => {
  const answers = [defer<WorkerReading>(), defer<WorkerReading>()];
  let asked = 0;
  using member = memberOf(() => answers[asked++]!.promise);
  void member.read();
  const anew = member.readAnew();
  answers[0]!.resolve(readingAt(1));
  answers[1]!.resolve(readingAt(2));
  await anew;
  expect(asked).toBe(2);
  expect(member.meter.latest!.at).toBe(2);
});

test('a question ends with its worker', async () => {
  using member = memberOf(() => defer<WorkerReading>().promise);
  const read = member.read();
  member.lose({ title: 'Gone', message: 'It is gone.', remedies: [] });
  await read;
  expect(member.ended).toBe(true);
});
