import { Fault } from '#contract/fault.ts';
import type { HostReply } from '#contract/host.ts';
import { defineKernel } from '#contract/kernel.ts';
import type { Chunk } from '#stream/chunk.ts';
import { copySamples } from '#operators/io/_shared/copySamples.ts';
import { deviceTimeline } from '#operators/io/_shared/deviceTimeline.ts';
import { readUntil } from '#operators/io/_shared/readUntil.ts';
import { sampleCounter } from '#operators/io/_shared/sampleCounter.ts';
import type { spec } from './spec.ts';

/** Copies each block out and closes it at once. Times come from counting samples, anchored to the device's clock. */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let { device } = initial;
  let changed = new AbortController();
  const timeline = deviceTimeline(env.clock);
  const place = sampleCounter((at) => timeline.map(at));

  function chunkOf(sound: AudioData): Chunk<'audio/pcm'> {
    env.frames.track(sound);
    try {
      const { timestamp, duration, discontinuity } = place(
        sound.timestamp,
        sound.numberOfFrames,
        sound.sampleRate,
      );
      const block = copySamples(sound, env.audio);
      return { timestamp, duration, payload: discontinuity ? { ...block, discontinuity } : block };
    } finally {
      sound.close();
    }
  }

  function ask(): Promise<HostReply['microphone']> {
    env.opening('Asking for the microphone', 'Answer in the address bar');
    const reply = env.host('microphone', { device });
    // A refusal is thrown where the reply is awaited, which may be later than it comes.
    reply.catch(() => undefined);
    return reply;
  }

  // Asked already while the node opens: a microphone kept from the run before is taken over then.
  let granted = ask();

  return {
    async *produce(signal) {
      for (;;) {
        const ended = AbortSignal.any([signal, changed.signal]);
        const { blocks } = await granted;
        for await (const sound of readUntil(blocks, ended)) yield { audio: chunkOf(sound) };
        if (signal.aborted) return;
        if (!changed.signal.aborted) throw stopped();
        changed = new AbortController();
        timeline.restart();
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
