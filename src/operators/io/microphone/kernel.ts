import { Fault } from '#contract/fault.ts';
import type { HostReply } from '#contract/host.ts';
import { defineKernel } from '#contract/kernel.ts';
import type { Chunk } from '#stream/chunk.ts';
import { createDriftMeter, driftWords } from '#operators/io/_shared/driftMeter.ts';
import { deviceTimeline } from '#operators/io/_shared/deviceTimeline.ts';
import { sampleCounter } from '#operators/io/_shared/sampleCounter.ts';
import { type RingReader, ringReader, QUANTUM } from '#stream/soundRing.ts';
import { type Heard, heardFromRing, heardFromTrack } from './heard.ts';
import { createLagWatch } from './lagWatch.ts';
import { createSoundWatch } from './soundWatch.ts';
import type { spec } from './spec.ts';

/** Blocks between two looks at the counts: about a quarter of a second. */
const LOOK_EVERY = 25;

/** Times come from counting samples, anchored once to the run's clock. */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let { device } = initial;
  let changed = new AbortController();
  const timeline = deviceTimeline(env.clock);
  // A block is here when its last sample is: its first one was as long before as the block lasts.
  let lasts = 0;
  const place = sampleCounter((at) => Math.round(timeline.map(at + lasts) - lasts));
  let drift = createDriftMeter();
  let warn = createSoundWatch();
  let missingSince = createLagWatch();
  let missing = 0;
  // What the device's clock is behind by sound that was never made, in µs.
  let shift = 0;
  let blocks = 0;
  let reader: RingReader | undefined;

  function chunkOf({ at: counted, block, isGap, isNewClock, isNewest }: Heard): Chunk<'audio/pcm'> {
    const { length } = block.channels[0]!;
    lasts = (length * 1e6) / block.sampleRate;
    if (isNewClock) beginAnew();
    const now = env.clock.now();
    const late = isNewest ? missingSince(counted + shift + lasts, now) : 0;
    if (late > 0) {
      shift += late;
      missing += Math.round((late * block.sampleRate) / 1e6);
    }
    const at = counted + shift;
    drift.add(at + lasts, now);
    env.notice(warn(block));
    if (blocks++ % LOOK_EVERY === 0) look();
    const { timestamp, duration, discontinuity } = place(
      at,
      length,
      block.sampleRate,
      isGap || isNewClock || late > 0,
    );
    return { timestamp, duration, payload: discontinuity ? { ...block, discontinuity } : block };
  }

  /** Another clock counts from here on. */
  function beginAnew(): void {
    timeline.restart();
    drift = createDriftMeter();
    missingSince = createLagWatch();
    shift = 0;
  }

  function look(): void {
    const clock = { 'Clock drift': driftWords(drift.ppm) };
    if (!reader) return env.facts({ Way: 'through the browser’s track', ...clock });
    const { written, read, overruns } = reader.counts;
    env.facts({
      Way: 'through the audio thread',
      'Samples in': written * QUANTUM,
      'Samples out': read * QUANTUM,
      'Samples lost': overruns * QUANTUM,
      'Lost by the browser': missing,
      ...clock,
    });
  }

  function ask(): Promise<HostReply['microphone']> {
    env.opening('Asking for the microphone', 'Answer in the address bar');
    const reply = env.host('microphone', { device });
    // A refusal is thrown where the reply is awaited, which may be later than it comes.
    reply.catch(() => undefined);
    return reply;
  }

  function listen(sound: HostReply['microphone'], ended: AbortSignal): AsyncGenerator<Heard> {
    reader = 'ring' in sound ? ringReader(sound.ring) : undefined;
    if (reader) return heardFromRing(reader, env, ended);
    return heardFromTrack(
      (sound as { readonly blocks: ReadableStream<AudioData> }).blocks,
      env,
      ended,
    );
  }

  // Asked already while the node opens: a microphone kept from the run before is taken over then.
  let granted = ask();

  return {
    async *produce(signal) {
      for (;;) {
        const ended = AbortSignal.any([signal, changed.signal]);
        for await (const heard of listen(await granted, ended)) yield { audio: chunkOf(heard) };
        if (signal.aborted) return;
        if (!changed.signal.aborted) throw stopped();
        changed = new AbortController();
        beginAnew();
        warn = createSoundWatch();
        granted = ask();
      }
    },

    update(params) {
      const same = params.device === device;
      device = params.device;
      if (!same) changed.abort();
    },
  };
});

function stopped(): Fault {
  return new Fault({
    title: 'Microphone stopped',
    message:
      'It was unplugged, taken by another program, or its permission was withdrawn. Check it, then retry or choose another microphone.',
    remedies: ['retry', 'choose-device'],
  });
}
