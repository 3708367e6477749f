import { Fault } from '#contract/fault.ts';
import type { HostReply, SpeakerState } from '#contract/host.ts';
// oxlint-disable-next-line import/default -- the address that the build gives it
import playUrl from './playSound.worklet.ts?worker&url';

/** How long a context may take to run before the user is told that it does not, in ms. */
const START_MS = 500;
/** What lets a silent page make sound. */
const GESTURES = ['pointerdown', 'keydown'] as const;

/**
 * The way to the speakers, until the lease ends. What is sent through `sound` goes straight to the audio
 * thread. A browser that wants a click first gets the next one, wherever it is.
 */
export async function openSpeaker(lease: AbortSignal): Promise<HostReply['speaker']> {
  if (typeof AudioWorkletNode !== 'function') throw noWorklet();
  const context = new AudioContext({ latencyHint: 'interactive' });
  await context.audioWorklet.addModule(playUrl);
  const node = new AudioWorkletNode(context, 'play-sound', {
    numberOfInputs: 0,
    outputChannelCount: [2],
  });
  node.connect(context.destination);
  const sound = new MessageChannel();
  node.port.postMessage(sound.port1, [sound.port1]);
  const state = new MessageChannel();

  const tell = (): void => {
    const { baseLatency, outputLatency } = context;
    const isRunning = context.state === 'running';
    state.port1.postMessage({
      isRunning,
      latency: baseLatency + outputLatency,
    } satisfies SpeakerState);
  };
  const resume = (): void => void context.resume();
  for (const gesture of GESTURES) document.addEventListener(gesture, resume);
  lease.addEventListener('abort', () => {
    for (const gesture of GESTURES) document.removeEventListener(gesture, resume);
    state.port1.close();
    void context.close();
  });
  resume();
  await running(context);
  context.addEventListener('statechange', tell);
  tell();
  return { sound: sound.port2, state: state.port2, sampleRate: context.sampleRate };
}

async function running(context: AudioContext): Promise<void> {
  if (context.state === 'running') return;
  await new Promise<void>((resolve) => {
    setTimeout(resolve, START_MS);
    context.addEventListener('statechange', () => resolve(), { once: true });
  });
}

function noWorklet(): Fault {
  return new Fault({
    title: 'Browser lacks a feature',
    message:
      'This browser or this page can play no sound from the studio (AudioWorklet is missing).',
    remedies: [],
  });
}
