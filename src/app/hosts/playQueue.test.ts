import { samplesOf, sine, steepestStep } from '#testing/sound.ts';
import { expect, test } from 'vitest';
import { PlayQueue } from './playQueue.ts';

const QUANTUM = 128;

/** `quanta` of what the queue plays on one channel. */
function played(queue: PlayQueue, quanta: number): Float32Array {
  const all = new Float32Array(quanta * QUANTUM);
  for (let q = 0; q < quanta; q++) queue.render([all.subarray(q * QUANTUM, (q + 1) * QUANTUM)]);
  return all;
}

const tone = (): Float32Array => sine(48_000, 1000, 0.1, 0.5);
/** The steepest step of that tone. */
const STEEPEST = 2 * 0.5 * Math.sin((Math.PI * 1000) / 48_000);

test('nothing sounds before the prefill, then every sample once and in order', () => {
  const queue = new PlayQueue(1000);
  const ramp = samplesOf(4000, (i) => i);
  queue.push({ channels: [ramp.slice(0, 900)], isGap: false });
  expect(played(queue, 3).every((s) => s === 0)).toBe(true);
  queue.push({ channels: [ramp.slice(900)], isGap: false });
  const out = played(queue, 20);
  expect(Array.from(out.subarray(QUANTUM))).toEqual(
    Array.from(ramp.subarray(QUANTUM, 20 * QUANTUM)),
  );
  expect(queue.counts).toEqual({ played: 20 * QUANTUM, underruns: 0 });
});

test('running out, starting again and a gap never make a step', () => {
  const queue = new PlayQueue(480);
  const heard: number[] = [];
  for (let round = 0; round < 3; round++) {
    queue.push({ channels: [tone().slice(0, 4799 - 37 * round)], isGap: round === 2 });
    heard.push(...played(queue, 45));
  }
  expect(queue.counts.underruns).toBe(3);
  queue.push({ channels: [tone().slice(0, 2000)], isGap: false });
  queue.push({
    channels: [
      tone()
        .slice(0, 2000)
        .map((s) => -s),
    ],
    isGap: true,
  });
  heard.push(...played(queue, 40));
  const out = Float32Array.from(heard);
  // A fade adds no more than the amplitude over its 128 samples.
  expect(steepestStep(out)).toBeLessThan(STEEPEST + 0.5 / 128);
  expect(out.some((s) => Math.abs(s) > 0.49)).toBe(true);
});

test('the end of a stream is played however short it is, and is no underrun', () => {
  const queue = new PlayQueue(2880);
  queue.push({ channels: [tone().slice(0, 300)], isGap: false });
  queue.end();
  played(queue, 4);
  expect(queue.counts).toEqual({ played: 300, underruns: 0 });
});

test('mono sounds on both sides', () => {
  const queue = new PlayQueue(0);
  queue.push({ channels: [samplesOf(512, () => 0.5)], isGap: false });
  const [left, right] = [new Float32Array(QUANTUM), new Float32Array(QUANTUM)];
  for (let q = 0; q < 2; q++) queue.render([left, right]);
  expect([...left]).toEqual([...right]);
  expect(left[0]).toBe(0.5);
});
