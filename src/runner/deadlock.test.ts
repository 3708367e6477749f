import { readFileSync } from 'node:fs';
import { documentOf } from '#testing/documents.ts';
import { millrace, scratchFolder } from '#testing/millrace.ts';
import { expect, test } from 'vitest';

/** Notes, which are known late, and beside them the sound they are in, with room for one block. */
const HELD_UP = documentOf(
  {
    tone: ['io/tone', { duration: 1 }],
    notes: ['audio/dominant-notes'],
    join: ['flow/join'],
    preview: ['io/preview'],
  },
  [
    'tone.audio → notes.audio',
    'notes.names → join.a',
    'tone.audio → join.b',
    'join.a → preview.in',
  ],
).replace('"to":"join.b"', '"to":"join.b","queue":{"capacity":1}');

test('a deadlock is relieved and told, and fails the run where it is to be reported', async () => {
  using folder = scratchFolder();
  const run = (...more: string[]) => millrace(['run', '-', ...more], { input: HELD_UP });
  const relieved = await run('--report', folder.at('report.json'));
  expect(relieved.exitCode).toBe(0);
  expect(relieved.stderr).toMatch(
    /The queue of 'tone\.audio → join\.b' grew from 1 to \d+ chunks\. Its receiver waited for another input/,
  );
  const report = JSON.parse(readFileSync(folder.at('report.json'), 'utf8')) as {
    readonly edges: readonly { readonly id: string; readonly grown: number }[];
  };
  expect(report.edges.find(({ id }) => id === 'tone.audio→join.b')).toMatchObject({
    grown: expect.any(Number) as number,
    capacity: 1,
    grownTo: expect.any(Number) as number,
  });
  const reported = await run('--deadlock', 'report');
  expect(reported.exitCode).toBe(65);
  expect(reported.stderr).toContain(
    "Node 'join': Deadlock. The queue of 'tone.audio → join.b' is full, while 'join' waits for its input 'a'",
  );
  const wrong = await run('--deadlock', 'ignore');
  expect(wrong.exitCode).toBe(64);
  expect(wrong.stderr).toContain("--deadlock is one of relieve, report; got 'ignore'.");
});
