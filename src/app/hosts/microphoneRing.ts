import { canWaitForRing, closeRing, createSoundRing, type SoundRing } from '#stream/soundRing.ts';
// oxlint-disable-next-line import/default -- the address that the build gives it
import captureUrl from './captureSound.worklet.ts?worker&url';
import type { CaptureOptions } from './captureSound.worklet.ts';

/** 5.5 s at 48 kHz: a worker may be busy for that long. */
const SLOTS = 2048;
const CHANNELS = 8;
/** How long a context may take to run, in ms; one that needs a click first never does. */
const START_MS = 1000;

/**
 * The sound of a track by way of the audio thread, which a busy page does not hold up. Ends with the
 * lease, and closes the ring with the track. Undefined where this browser or this page can't do that.
 */
export async function microphoneRing(
  track: MediaStreamTrack,
  lease: AbortSignal,
): Promise<SoundRing | undefined> {
  const can =
    globalThis.crossOriginIsolated && canWaitForRing() && typeof AudioWorkletNode === 'function';
  if (!can) return undefined;
  const ring = createSoundRing(SLOTS, CHANNELS);
  let epoch = 0;
  let isOver = false;
  let context = await capture(track, ring, epoch);
  if (!context) return undefined;

  /** The device has another rate: a context at that rate takes over, in the same ring. */
  const follow = async (): Promise<void> => {
    const { sampleRate } = track.getSettings();
    if (!context || sampleRate === undefined || sampleRate === context.sampleRate) return;
    const before = context;
    context = undefined;
    await before.close();
    epoch += 1;
    const next = await capture(track, ring, epoch);
    if (isOver) await next?.close();
    else if (next) context = next;
    else closeRing(ring);
  };
  const end = (): void => {
    isOver = true;
    closeRing(ring);
    track.removeEventListener('configurationchange', onChange);
    void context?.close();
    context = undefined;
  };
  const onChange = (): void => void follow();
  track.addEventListener('configurationchange', onChange);
  track.addEventListener('ended', end, { once: true });
  if (lease.aborted) end();
  else lease.addEventListener('abort', end, { once: true });
  return ring;
}

/** A running context that fills the ring at the rate of the device. */
async function capture(
  track: MediaStreamTrack,
  ring: SoundRing,
  epoch: number,
): Promise<AudioContext | undefined> {
  const { sampleRate } = track.getSettings();
  const context = new AudioContext({
    latencyHint: 'interactive',
    ...(sampleRate === undefined ? {} : { sampleRate }),
  });
  await context.audioWorklet.addModule(captureUrl);
  if (!(await starts(context))) {
    await context.close();
    return undefined;
  }
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const node = new AudioWorkletNode(context, 'capture-sound', {
    numberOfInputs: 1,
    numberOfOutputs: 1,
    channelCountMode: 'max',
    processorOptions: { ring, epoch } satisfies CaptureOptions,
  });
  // What leads nowhere may be left out by the browser; this node gives silence.
  source.connect(node).connect(context.destination);
  return context;
}

/** False if the browser keeps the context silent, as before the first click on a page. */
async function starts(context: AudioContext): Promise<boolean> {
  if (context.state === 'running') return true;
  const late = new Promise<void>((resolve) => {
    setTimeout(resolve, START_MS);
  });
  await Promise.race([context.resume(), late]);
  // The state changes while it is awaited.
  return (context.state as AudioContextState) === 'running';
}
