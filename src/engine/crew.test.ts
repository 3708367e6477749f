import { expect, test } from 'vitest';
import { Crew } from './crew.ts';
import type { WorkerThread } from './workerHandle.ts';

/** Threads that note whether they were stopped. */
function threads() {
  const stopped: number[] = [];
  let count = 0;
  const fail: ((message: string) => void)[] = [];
  const spawn = (): WorkerThread => {
    const own = count++;
    const { port1 } = new MessageChannel();
    return {
      endpoint: port1,
      onError: (listener) => void fail.push(listener),
      terminate() {
        stopped.push(own);
        port1.close();
      },
    };
  };
  return { spawn, stopped, fail };
}

test('workers are kept, and one that died is stopped and replaced: none runs stray', () => {
  const { spawn, stopped, fail } = threads();
  const crew = new Crew(spawn, 3);
  const first = crew.worker(0);
  crew.worker(1);
  expect(crew.worker(0)).toBe(first);
  expect(crew.stray).toBe(0);
  fail[0]!('It crashed.');
  expect(crew.worker(0)).not.toBe(first);
  expect([stopped, crew.stray]).toEqual([[0], 0]);
  crew.dismiss(1);
  crew.dismiss(1);
  expect([stopped, crew.stray]).toEqual([[0, 1], 0]);
  crew[Symbol.dispose]();
  expect([stopped, crew.stray]).toEqual([[0, 1, 2], 0]);
});
