import { defer, type Deferred } from '#base/deferred.ts';
import type { SpeakerReport, SpeakerState } from '#contract/host.ts';
import { defineKernel } from '#contract/kernel.ts';
import { createPolyphase } from '#stream/polyphase.ts';
import { createResampler } from '#stream/resampler.ts';
import { createVaryingResampler } from '#stream/varyingResampler.ts';
import { driftWords } from '#operators/io/_shared/driftMeter.ts';
import { createPlayPace } from './playPace.ts';
import { toStereo } from './toStereo.ts';
import type { spec } from './spec.ts';

/** Sound that may wait in front of the device, in s: more is latency, less is heard when the machine is busy. */
const MOST_AHEAD = 0.25;
/** A new volume is reached in so many seconds. */
const GLIDE_SECONDS = 0.02;

/**
 * Sends sound to the audio thread through a port, and holds the stream back while enough waits there: the
 * device sets the pace. In a live run, where the sound has a pace of its own, it is stretched so slightly that as
 * much waits as at first: two clocks never agree. While the browser keeps the page silent, sound is dropped as `muted`.
 */
export const kernel = defineKernel<typeof spec>(async (initial, env) => {
  env.opening('Opening the speakers');
  const { sound, state, sampleRate } = await env.host('speaker', {});
  let goal = gainOf(initial);
  let gain = goal;
  let isRunning = true;
  let deviceLatency = 0;
  let sent = 0;
  let report: SpeakerReport = { played: 0, underruns: 0 };
  let room: Deferred<void> | undefined;
  let rest: Deferred<void> | undefined;
  let converter: { readonly from: number; readonly convert: Convert } | undefined;
  // In a live run the sound has a clock of its own; in a batch run it waits for the device.
  const pace = env.clock.paced ? createPlayPace(sampleRate) : undefined;

  const ahead = (): number => (sent - report.played) / sampleRate;
  /** There is room, or it is no use to wait for it. */
  const goOn = (): void => {
    room?.resolve();
    room = undefined;
  };
  const giveUp = (): void => {
    goOn();
    rest?.resolve();
  };
  const show = (): void => {
    env.notice(isRunning ? undefined : 'Click anywhere to hear it');
    const outside = 1000 * (ahead() + deviceLatency);
    env.outside(outside);
    env.facts({
      'Waits and plays': `${Math.round(outside)} ms`,
      Underruns: report.underruns,
      'Sample rate': `${sampleRate} Hz`,
      ...(pace && { 'Clock of the sound': driftWords(pace.ppm) }),
    });
  };
  sound.onmessage = ({ data }: MessageEvent<SpeakerReport>) => {
    if (data.underruns > report.underruns) pace?.restart();
    report = data;
    pace?.reported(data.played, env.clock.now());
    show();
    if (report.played >= sent) rest?.resolve();
    if (ahead() < MOST_AHEAD) goOn();
  };
  state.onmessage = ({ data }: MessageEvent<SpeakerState>) => {
    ({ isRunning, latency: deviceLatency } = data);
    show();
    pace?.restart();
    if (!isRunning) giveUp();
  };

  /** At the rate of the device; what a gap cuts off is left out. */
  const converted = (
    stereo: readonly Float32Array[],
    from: number,
    isGap: boolean,
  ): readonly Float32Array[] => {
    if (!converter || isGap || converter.from !== from) {
      converter = { from, convert: pace ? varying(from, sampleRate) : steady(from, sampleRate) };
    }
    return converter.convert(stereo, pace?.speed(sent, env.clock.now()) ?? 1);
  };

  const weigh = (channels: readonly Float32Array[]): void => {
    const step = 1 / (GLIDE_SECONDS * sampleRate);
    const { length } = channels[0]!;
    for (let i = 0; i < length; i++) {
      gain += Math.max(-step, Math.min(step, goal - gain));
      for (const channel of channels) channel[i]! *= gain;
    }
  };

  return {
    process({ audio: chunk }) {
      if (!chunk) return;
      if (!isRunning) return env.drop('muted');
      const { channels, sampleRate: rate, discontinuity } = chunk.payload;
      if (!channels.every((samples) => samples.every(Number.isFinite))) return env.drop('invalid');
      const isGap = discontinuity === true;
      const out = converted(toStereo(channels), rate, isGap);
      if (out[0]!.length === 0) return;
      weigh(out);
      sent += out[0]!.length;
      sound.postMessage(
        { channels: out, isGap },
        out.map(({ buffer }) => buffer as ArrayBuffer),
      );
      if (ahead() < MOST_AHEAD) return;
      room ??= defer();
      return room.promise;
    },
    async flush() {
      sound.postMessage('end');
      if (!isRunning || report.played >= sent) return;
      // The node's end is the end of what is heard.
      rest = defer();
      await rest.promise;
    },
    update(params) {
      goal = gainOf(params);
    },
    close() {
      giveUp();
      sound.close();
      state.close();
    },
  };
});

/** Two channels at the rate of the device, at a speed near 1. */
type Convert = (stereo: readonly Float32Array[], speed: number) => readonly Float32Array[];

function varying(from: number, to: number): Convert {
  const resampler = createVaryingResampler(from, to, 2);
  return (stereo, speed) => resampler.render(stereo, speed);
}

function steady(from: number, to: number): Convert {
  if (from === to) return (stereo) => stereo;
  const resampler = createResampler(createPolyphase(from, to), 2);
  return (stereo) => {
    const length = resampler.ready(stereo[0]!.length);
    const out = [new Float32Array(length), new Float32Array(length)];
    resampler.render(stereo, out);
    return out;
  };
}

function gainOf({ volume, mute }: { readonly volume: number; readonly mute: boolean }): number {
  return mute ? 0 : volume / 100;
}
