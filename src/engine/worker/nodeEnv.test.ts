import { collectGarbage } from '#testing/collectGarbage.ts';
import { micros } from '#stream/micros.ts';
import { expect, test } from 'vitest';
import { Memory } from './memory.ts';
import { NodeEnv } from './nodeEnv.ts';
import type { NodeRuntime } from './nodeRuntime.ts';
import { epochMicros, RunTime } from './runClock.ts';
import { thisThread } from './thread.ts';
import type { WorkerScope } from './workerScope.ts';

/** The env of a node that does nothing but wait. */
function waitingEnv(time: RunTime): NodeEnv {
  const scope = {
    memory: new Memory(),
    time,
    thread: thisThread,
    seed: 1,
  } as unknown as WorkerScope;
  return new NodeEnv({ part: { id: 'wait' } } as NodeRuntime, scope);
}

test('a wait that is over leaves nothing behind', async () => {
  const env = waitingEnv(new RunTime(epochMicros(thisThread), true, thisThread));
  const wait = async (): Promise<WeakRef<AbortSignal>> => {
    const { signal } = new AbortController();
    await env.clock.until(micros(env.clock.now() + 2000), signal);
    return new WeakRef(signal);
  };
  const signal = await wait();
  await collectGarbage();
  expect(signal.deref()).toBeUndefined();
  expect(env.clock.paced).toBe(true);
});

test('a wait stands still while paused and ends once its time has come after the resume', async () => {
  const time = new RunTime(epochMicros(thisThread), true, thisThread);
  const env = waitingEnv(time);
  time.pause();
  const due = micros(env.clock.now() + 1000);
  const waited = env.clock.until(due, new AbortController().signal).then(() => env.clock.now());
  time.wake();
  time.resume();
  expect(await waited).toBeGreaterThanOrEqual(due);
});
