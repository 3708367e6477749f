import type { HostRequest } from '#contract/host.ts';
import { Fault } from '#contract/fault.ts';
import { type Endpointer, FRAME } from '#operators/speech/_shared/endpointer.ts';
import { createVoiceEndpointer } from '#operators/speech/_shared/voiceEndpointer.ts';
import { VOICE_FRAME } from '#operators/speech/_shared/voiceProbability.ts';
import { runKernel } from '#testing/runKernel.ts';
import { soundInputs, whiteNoise } from '#testing/sound.ts';
import {
  finals,
  hiss,
  joined,
  listen,
  modelHosts,
  needsModel as needs,
  recording,
  type Said,
} from '#testing/speech.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

const SENTENCE = 'go forward ten meters';
const goForward = recording('public/media/goforward.wav');
const needsVoice = needs('silero-vad');
const needsBoth = (model: string) => (needsVoice.skip ? needsVoice : needs(model));
const noise = (seconds: number, level: number): Float32Array =>
  whiteNoise(seconds * 16_000, 2).map((sample) => sample * level);
/** A machine runs between two sentences, as loud as they are. */
const withNoiseBetween = joined(hiss(0.5), goForward, noise(2.5, 0.05), goForward, hiss(1));
/** Seconds of `withNoiseBetween` at which the sentences end; the last word does 2.12 s into the recording. */
const LAST_WORDS = [2.62, 2.62 + goForward.length / 16_000 + 2.5];

const ends = (said: readonly Said[]): readonly number[] =>
  said.filter(({ transcript }) => transcript.final).map(({ time }) => time / 1e6 - 1);

test.for([
  ['pocketsphinx', 'pocketsphinx-en-us'],
  ['moonshine', 'moonshine-tiny-en'],
] as const)(
  'noise that is as loud as speech is not taken for it, by %s',
  needsBoth('onnxruntime'),
  async ([engine, model], { skip }) => {
    if (needs(model).skip) skip();
    const heard = { engine, written: false, partials: false } as const;
    const said = await listen([withNoiseBetween], heard);
    expect(finals(said)).toEqual([SENTENCE, SENTENCE]);
    // After the pause of 0.4 s, and no more than 0.15 s later.
    ends(said).forEach((end, n) => {
      expect(Math.abs(end - LAST_WORDS[n]! - 0.4)).toBeLessThan(0.15);
    });
  },
);

test(
  'when a machine is switched on, two sentences stay two',
  needsBoth('pocketsphinx-en-us'),
  async () => {
    const room = noise(1, 0);
    const sentences = joined(room, goForward, room, goForward, room, room);
    const machine = whiteNoise(sentences.length, 3);
    const sound = joined(
      hiss(1),
      sentences.map((sample, i) => sample + 0.01 * machine[i]!),
    );
    const heard = { engine: 'pocketsphinx', mode: 'phrases', phrases: SENTENCE } as const;
    expect(finals(await listen([sound], heard))).toEqual([SENTENCE, SENTENCE]);
    expect(finals(await listen([sound], { ...heard, endpointing: 'level' }))).toHaveLength(1);
  },
);

test(
  'without the model of voices the level tells, and the node says so',
  needs('pocketsphinx-en-us'),
  async () => {
    const hosts = {
      model: async (request: HostRequest['model']) => {
        if (request.model !== 'silero-vad') return modelHosts.model(request);
        throw new Fault({ title: 'The model is not here', message: 'It is not.', remedies: [] });
      },
    };
    const run = (endpointing: 'voice' | 'level') =>
      runKernel(kernel, {
        params: spec.params.parse({ engine: 'pocketsphinx', endpointing }),
        inputs: soundInputs(16_000, [goForward], 480, 1_000_000),
        hosts,
      });
    const { emitted, logs } = await run('voice');
    expect(logs.join()).toContain('The model for voice activity is not here');
    const level = await run('level');
    expect(level.logs).toEqual([]);
    expect(emitted).toEqual(level.emitted);
  },
);

test('how speech is told may change while it runs', needsBoth('pocketsphinx-en-us'), async () => {
  const params = spec.params.parse({ engine: 'pocketsphinx', partials: false });
  const inputs = soundInputs(16_000, [joined(withNoiseBetween, withNoiseBetween)], 480, 1_000_000);
  const { emitted } = await runKernel(kernel, {
    params,
    inputs,
    updates: { [Math.round(inputs.length / 2)]: { ...params, endpointing: 'level' } },
    hosts: modelHosts,
  });
  // By its level the noise is one more utterance.
  expect(emitted).toHaveLength(2 + 3);
});

test('a voice begins with two likely frames in a row and ends after a pause, whatever the level', async () => {
  const given = [0.6, 0.2, 0.6, 0.6, 0.4, 0.2, 0.2, 0.4, 0.2, 0.2, 0.2, 0.6];
  const left = [...given];
  const voice = { next: async () => left.shift()!, reset: () => {}, close: async () => {} };
  // Three frames are 96 ms.
  const endpointer = createVoiceEndpointer(voice, { threshold: 12, silence: 96 });
  const edges = await edgesOf(endpointer, given.length * VOICE_FRAME);
  // Frames end amid those of 10 ms, which are told by the next whole one.
  const after = (frames: number): number => Math.ceil((frames * VOICE_FRAME) / FRAME) * FRAME;
  expect(edges).toEqual([
    ['begin', after(4)],
    ['end', after(11)],
  ]);
});

/** Beginnings and ends in silence of so many samples, and the samples by which they were told. */
async function edgesOf(
  endpointer: Endpointer,
  length: number,
): Promise<readonly (readonly [string, number])[]> {
  const edges: (readonly [string, number])[] = [];
  for (let at = FRAME; at <= length; at += FRAME) {
    const role = await endpointer.step(new Float32Array(FRAME));
    if (role === 'begin' || role === 'end') edges.push([role, at]);
  }
  return edges;
}
