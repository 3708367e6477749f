import { defineKernel } from '#contract/kernel.ts';
import type { OutputSet } from '#contract/kernel.ts';
import { micros } from '#stream/micros.ts';
import type { Colour } from '#stream/payload.ts';
import { askForFile, fileName } from '#operators/io/_shared/askForFile.ts';
import { pictureCopier } from '#operators/io/_shared/copyPicture.ts';
import { copySamples } from '#operators/io/_shared/copySamples.ts';
import { sampleCounter } from '#operators/io/_shared/sampleCounter.ts';
import type { AudioSample, VideoSample } from 'mediabunny';
import { checkEnd, type Loss } from './checkEnd.ts';
import { interleave } from './interleave.ts';
import { type MediaPart, SamplePart } from './mediaPart.ts';
import { type Media, openMedia } from './openMedia.ts';
import { Playhead } from './playhead.ts';
import { readPastDamage, type Seekable } from './readPastDamage.ts';
import type { spec } from './spec.ts';

type Chunks = OutputSet<(typeof spec)['outputs']>;

/**
 * Decodes picture and sound in step and paces both by the run's clock. Timestamps are the file's own,
 * counted from `start`; a loop or another file goes on where the stream has ended.
 */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;
  let changed = new AbortController();
  const playhead = new Playhead(env.clock, params.speed);
  const copy = pictureCopier(env.frames);

  async function* parts<K extends 'frame' | 'audio', S extends VideoSample | AudioSample>(
    kind: K,
    track: Seekable<S>,
    start: number,
    lost: Loss[],
    signal: AbortSignal,
  ): AsyncGenerator<SamplePart<K, S>, void, void> {
    const what = kind === 'frame' ? 'picture' : 'sound';
    const samples = readPastDamage(track, start, {
      damaged(at, error) {
        // Reads end with an error also when the file is let go.
        if (signal.aborted) throw error;
        env.drop('decode-error');
        env.log(`The ${what} could not be decoded after ${at.toFixed(2)} s: ${String(error)}`);
      },
      stale(at) {
        env.drop('invalid');
        env.log(`The ${what} at ${at.toFixed(2)} s is not after the one before it: left out.`);
      },
      lost: (at) => lost.push({ what, at }),
    });
    for await (const sample of samples) yield env.frames.track(new SamplePart(kind, sample));
  }

  /** The file once, from `origin` seconds on. */
  async function* pass(
    media: Media,
    origin: number,
    lost: Loss[],
    signal: AbortSignal,
  ): AsyncGenerator<Chunks, void, void> {
    const place = sampleCounter();
    const streams: AsyncGenerator<MediaPart, void, void>[] = [];
    if (media.video) streams.push(parts('frame', media.video, origin, lost, signal));
    if (media.audio) streams.push(parts('audio', media.audio, origin, lost, signal));
    for await (const part of interleave<MediaPart>(streams)) {
      const chunks = await chunksOf(part, origin, media, place, signal);
      if (signal.aborted) return;
      if (chunks) yield chunks;
    }
  }

  /** Waits until the part is due, copies it out and closes it. Undefined if it lies before the origin. */
  async function chunksOf(
    part: MediaPart,
    origin: number,
    media: Media,
    place: ReturnType<typeof sampleCounter>,
    signal: AbortSignal,
  ): Promise<Chunks | undefined> {
    try {
      const at = (part.timestamp - origin) * 1e6;
      await playhead.wait(playhead.at(Math.max(0, at)), signal);
      if (part.kind === 'frame') return await frameChunk(part.sample, at, media.video!.colour);
      return audioChunk(part.sample, at, place);
    } finally {
      part.close();
    }
  }

  async function frameChunk(
    sample: VideoSample,
    at: number,
    colour: Colour,
  ): Promise<Chunks | undefined> {
    const timestamp = playhead.frameAt(Math.max(0, at));
    // A frame that is shown already when the stream begins lasts only for its rest.
    const length = Math.round(sample.duration * 1e6 + Math.min(0, at));
    playhead.reached(timestamp + Math.max(1, length));
    // Nobody would show it in time: its copy is saved.
    if (timestamp < env.earliest('frame')) {
      env.drop('late');
      return undefined;
    }
    const payload = await copy(sample, colour);
    return { frame: { timestamp, payload, ...(length > 0 && { duration: micros(length) }) } };
  }

  function audioChunk(
    sample: AudioSample,
    at: number,
    place: ReturnType<typeof sampleCounter>,
  ): Chunks | undefined {
    const rate = sample.sampleRate;
    const early = Math.max(0, Math.ceil((-at * rate) / 1e6 - 1e-3));
    if (early >= sample.numberOfFrames) return undefined;
    const begins = playhead.at(at + (early * 1e6) / rate);
    const { timestamp, duration, discontinuity } = place(
      begins,
      sample.numberOfFrames - early,
      rate,
    );
    playhead.reached(timestamp + duration);
    const block = copySamples(sample, env.audio, early);
    const payload = discontinuity ? { ...block, discontinuity } : block;
    return { audio: { timestamp, duration, payload } };
  }

  async function* play(signal: AbortSignal): AsyncGenerator<Chunks, void, void> {
    env.opening('Opening the file');
    const { file, start } = params;
    const name = fileName(file);
    const media = await openMedia(await askForFile(env, file, 'a video or audio file'), name);
    const dispose = (): void => media[Symbol.dispose]();
    signal.addEventListener('abort', dispose);
    if (media.note) env.log(media.note);
    try {
      do {
        const lost: Loss[] = [];
        playhead.nextPass();
        tellEnd(media, media.start + start);
        yield* pass(media, media.start + start, lost, signal);
        signal.throwIfAborted();
        checkEnd(media, { start, passed: playhead.passed / 1e6, lost }, name);
      } while (params.loop && env.clock.paced);
    } finally {
      signal.removeEventListener('abort', dispose);
      dispose();
    }
  }

  function tellEnd({ declaredEnd }: Media, origin: number): void {
    const loops = params.loop && env.clock.paced;
    const known = declaredEnd !== undefined && !loops;
    env.ends(known ? micros(playhead.at(1e6 * Math.max(0, declaredEnd - origin))) : undefined);
  }

  return {
    async *produce(signal) {
      for (;;) {
        const ended = AbortSignal.any([signal, changed.signal]);
        try {
          yield* play(ended);
          return;
        } catch (error) {
          if (!ended.aborted) throw error;
        }
        if (signal.aborted) return;
        changed = new AbortController();
      }
    },

    update(next) {
      if (next.speed !== params.speed) playhead.setSpeed(next.speed);
      const other =
        next.start !== params.start || JSON.stringify(next.file) !== JSON.stringify(params.file);
      params = next;
      if (other) changed.abort();
    },
  };
});
