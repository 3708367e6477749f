import { offSnapshot } from '#engine/nodeSnapshot.ts';
import type { Plan } from '#engine/plan.ts';
import { planPipeline } from '#engine/plan.ts';
import type { RunSnapshot } from '#engine/snapshot.ts';
import { specOf } from '#catalog/catalog.ts';
import { parsePipeline } from '#pipeline/parse.ts';
import type { NodeId } from '#pipeline/pipeline.ts';
import { documentOf } from '#testing/documents.ts';
import { expect, test } from 'vitest';
import { progressOf } from './progress.ts';

function planOf(): Plan {
  const text = documentOf({ tone: ['io/tone', { duration: 1 }], preview: ['io/preview'] }, [
    'tone.audio → preview.in',
  ]);
  const parsed = parsePipeline(text, specOf);
  if (!parsed.ok) throw new Error('The document is broken.');
  return planPipeline(parsed.value, specOf, { mode: 'batch', workers: 1 });
}

function at(elapsedMs: number, leftMs?: number): RunSnapshot {
  const tone = { ...offSnapshot, out: 40, rate: 12.4, dropped: { late: 3 } };
  return {
    state: 'running',
    elapsedMs,
    nodes: { ['tone' as NodeId]: tone },
    edges: {},
    workers: [1],
    violations: [],
    ...(leftMs === undefined ? {} : { progress: { share: 0.256, leftMs } }),
  };
}

test('a terminal has one line with rate, time left and drops, which is gone at the end', () => {
  const printed: string[] = [];
  const terminal = { isTTY: true, columns: 100, write: (text: string) => printed.push(text) };
  const progress = progressOf({ plan: planOf() }, terminal);
  progress.show(at(1500, 83_200));
  progress[Symbol.dispose]();
  expect(printed).toEqual([
    '\r\u001b[K1.5 s · 25 %, 1 min 24 s left · 40 chunks, 12 a second · 3 dropped',
    '\r\u001b[K',
  ]);
});

test('elsewhere there is a plain line every ten seconds of the run', () => {
  const printed: string[] = [];
  using progress = progressOf({ plan: planOf() }, { write: (text) => printed.push(text) });
  for (const ms of [100, 9_900, 10_050, 15_000, 20_100]) progress.show(at(ms));
  expect(printed).toEqual([
    '10.1 s · 40 chunks, 12 a second · 3 dropped\n',
    '20.1 s · 40 chunks, 12 a second · 3 dropped\n',
  ]);
});
