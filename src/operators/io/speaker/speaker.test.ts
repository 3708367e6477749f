import type { Portion, SpeakerReport, SpeakerState } from '#contract/host.ts';
import { runKernel } from '#testing/runKernel.ts';
import { amplitudeAt, samplesOf, sine, soundInputs } from '#testing/sound.ts';
import { afterEach, expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { toStereo } from './toStereo.ts';

const opened: MessagePort[] = [];
afterEach(() => {
  for (const port of opened.splice(0)) port.close();
});

/** A stand-in for the audio thread, which plays what it gets at once, and for the page. */
function speaker(sampleRate: number, isRunning = true) {
  const sound = new MessageChannel();
  const state = new MessageChannel();
  opened.push(sound.port1, state.port1);
  const portions: Portion[] = [];
  let most = 0;
  let sent = 0;
  let ended = 0;
  sound.port1.onmessage = ({ data }: MessageEvent<Portion | 'end'>) => {
    if (data === 'end') ended += 1;
    else {
      portions.push(data);
      sent += data.channels[0]!.length;
      most = Math.max(most, sent);
    }
    sound.port1.postMessage({ played: sent, underruns: 0 } satisfies SpeakerReport);
  };
  state.port1.postMessage({ isRunning, latency: 0.04 } satisfies SpeakerState);
  return {
    hosts: {
      speaker: async () => {
        // The first word of the page is there before the first sound.
        await new Promise((resolve) => setImmediate(resolve));
        return { sound: sound.port2, state: state.port2, sampleRate };
      },
    },
    heard: (channel: number) =>
      Float32Array.from(portions.flatMap(({ channels }) => [...channels[channel]!])),
    portions,
    ended: () => ended,
  };
}

test('sound goes out at the rate of the device, to the last sample, before the node ends', async () => {
  const device = speaker(48_000);
  const run = await runKernel(kernel, {
    params: { volume: 50, mute: false },
    inputs: soundInputs(44_100, [sine(44_100, 1000, 2)], 441),
    hosts: device.hosts,
  });
  const out = device.heard(1);
  // What the filter looks ahead is not played.
  expect(out.length).toBeGreaterThan(48_000 * 2 - 100);
  expect(amplitudeAt(out.slice(4800, 4800 + 48_000), 48_000, 1000)).toBeCloseTo(0.5, 4);
  expect(device.ended()).toBe(1);
  expect(run.facts).toMatchObject({ 'Sample rate': '48000 Hz', Underruns: 0 });
  expect(run.leaked).toBe(0);
});

test('a new volume and mute glide in 20 ms', async () => {
  const device = speaker(48_000);
  await runKernel(kernel, {
    params: { volume: 100, mute: false },
    updates: { 10: { volume: 100, mute: true }, 20: { volume: 25, mute: false } },
    inputs: soundInputs(48_000, [samplesOf(48_000, () => 0.5)], 480),
    hosts: device.hosts,
    paced: false,
  });
  const out = device.heard(0);
  expect([4799, 4800 + 480, 4800 + 960, 9599, 9600 + 240, 20_000].map((i) => out[i])).toEqual([
    0.5,
    expect.closeTo(0.25, 2),
    expect.closeTo(0, 3),
    expect.closeTo(0, 3),
    expect.closeTo(0.125, 2),
    expect.closeTo(0.125, 5),
  ]);
});

test('a gap is marked, and sound that is no number is dropped', async () => {
  const device = speaker(48_000);
  const inputs = soundInputs(48_000, [samplesOf(1920, (i) => (i === 500 ? Number.NaN : 0.1))], 480);
  const gap = {
    ...inputs[2]!.audio,
    payload: { ...inputs[2]!.audio.payload, discontinuity: true },
  };
  const { drops } = await runKernel(kernel, {
    params: { volume: 100, mute: false },
    inputs: [inputs[0]!, inputs[1]!, { audio: gap }, inputs[3]!],
    hosts: device.hosts,
  });
  expect(drops).toEqual({ invalid: 1 });
  expect(device.portions.map(({ isGap }) => isGap)).toEqual([false, true, false]);
});

test('while the browser waits for a click the stream goes on, and the node says so', async () => {
  const device = speaker(48_000, false);
  const run = await runKernel(kernel, {
    params: { volume: 100, mute: false },
    // The first word of the page comes while the first blocks are sent.
    inputs: soundInputs(48_000, [samplesOf(96_000, () => 0.1)], 480),
    hosts: device.hosts,
  });
  expect(run.notices).toContain('Click anywhere to hear it');
  expect(run.drops.muted).toBeGreaterThan(100);
});

test('5.1 is folded to stereo, and mono doubled', () => {
  const channels = [1, 2, 4, 8, 16, 32].map((value) => samplesOf(2, () => value));
  const [left, right] = toStereo(channels);
  expect(left[0]).toBeCloseTo(1 + Math.SQRT1_2 * (4 + 16), 5);
  expect(right[1]).toBeCloseTo(2 + Math.SQRT1_2 * (4 + 32), 5);
  expect(toStereo([channels[1]!]).map((side) => side[0])).toEqual([2, 2]);
  expect(toStereo(channels.slice(0, 2)).map((side) => side[0])).toEqual([1, 2]);
});
