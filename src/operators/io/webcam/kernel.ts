import { Fault } from '#contract/fault.ts';
import { defineKernel } from '#contract/kernel.ts';
import type { HostReply, HostRequest } from '#contract/host.ts';
import type { Chunk } from '#stream/chunk.ts';
import { defaultColour } from '#stream/frames.ts';
import type { Frame } from '#stream/payload.ts';
import { pictureCopier } from '#operators/io/_shared/copyPicture.ts';
import { createDriftMeter, driftWords } from '#operators/io/_shared/driftMeter.ts';
import { deviceTimeline } from '#operators/io/_shared/deviceTimeline.ts';
import { readUntil } from '#operators/io/_shared/readUntil.ts';
import type { spec } from './spec.ts';

type Request = HostRequest['camera'];

/** Frames between two words on the camera's clock: about a second. */
const LOOK_EVERY = 30;

/**
 * Copies each frame out and closes it at once: a camera stalls when two of its frames are held. Another
 * device or size opens the camera anew and goes on in the same stream.
 */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let request: Request = requestOf(initial);
  let changed = new AbortController();
  const copy = pictureCopier(env.frames);
  const timeline = deviceTimeline(env.clock);
  let drift = createDriftMeter();
  let frames = 0;

  async function chunkOf(video: VideoFrame): Promise<Chunk<'video/raw'> | undefined> {
    env.frames.track(video);
    try {
      const timestamp = timeline.map(video.timestamp);
      drift.add(video.timestamp, env.clock.now());
      if (frames++ % LOOK_EVERY === 0) env.facts({ 'Clock drift': driftWords(drift.ppm) });
      // A camera has no container that says otherwise, and what the browser says differs between machines.
      const colour = defaultColour(video.visibleRect?.height ?? video.codedHeight);
      return { timestamp, payload: await copy(video, colour) };
    } catch (error) {
      if (error instanceof Fault) throw error;
      env.drop('decode-error');
      env.log(`A frame could not be read: ${String(error)}`);
      return undefined;
    } finally {
      video.close();
    }
  }

  function compareSize({ width, height }: Frame): void {
    if (width === request.width && height === request.height) return;
    const wished = `${request.width} × ${request.height}`;
    env.log(`The camera gives ${width} × ${height} pixels instead of ${wished}.`);
  }

  function ask(): Promise<HostReply['camera']> {
    env.opening('Asking for the camera', 'Answer in the address bar');
    const reply = env.host('camera', request);
    // A refusal is thrown where the reply is awaited, which may be later than it comes.
    reply.catch(() => undefined);
    return reply;
  }

  // Asked already while the node opens: a camera kept from the run before is taken over then.
  let granted = ask();

  return {
    async *produce(signal) {
      for (;;) {
        const ended = AbortSignal.any([signal, changed.signal]);
        const { frames } = await granted;
        let isFirst = true;
        for await (const video of readUntil(frames, ended)) {
          const frame = await chunkOf(video);
          if (!frame) continue;
          if (isFirst) compareSize(frame.payload);
          isFirst = false;
          yield { frame };
        }
        if (signal.aborted) return;
        if (!changed.signal.aborted) throw stopped();
        changed = new AbortController();
        timeline.restart();
        drift = createDriftMeter();
        granted = ask();
      }
    },

    update(params) {
      const next = requestOf(params);
      const same = JSON.stringify(next) === JSON.stringify(request);
      request = next;
      if (!same) changed.abort();
    },
  };
});

function requestOf({ device, width, height, frameRate }: Request): Request {
  return { device, width, height, frameRate };
}

function stopped(): Fault {
  return new Fault({
    title: 'Camera stopped',
    message:
      'It was unplugged, taken by another program, or its permission was withdrawn. Check it, then retry or choose another camera.',
    remedies: ['retry', 'choose-device'],
  });
}
