import { createPolyphase } from '#stream/polyphase.ts';
import { createResampler } from '#stream/resampler.ts';
import { collectGarbage } from '#testing/collectGarbage.ts';
import { runKernel } from '#testing/runKernel.ts';
import { soundInputs } from '#testing/sound.ts';
import {
  finals,
  hiss,
  joined,
  listen,
  modelHosts,
  needsModel,
  recording,
} from '#testing/speech.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

const goForward = recording('public/media/goforward.wav');
const bare = { engine: 'moonshine', written: false } as const;

/** The recording at another rate, in blocks of 10 ms. */
function at(rate: number): Float32Array<ArrayBuffer> {
  const polyphase = createPolyphase(16_000, rate);
  const resampler = createResampler(polyphase, 1);
  const out = new Float32Array(resampler.ready(goForward.length));
  resampler.render([goForward], [out]);
  return out;
}

test.each([8000, 44_100, 192_000])(
  'speech at %i Hz is understood',
  needsModel('moonshine-tiny-en'),
  async (rate) => {
    const said = await listen([at(rate)], bare, { rate, length: rate / 100 });
    expect(finals(said)).toEqual(['go forward ten meters']);
  },
);

test(
  'in sound of six channels the one that speaks is heard',
  needsModel('moonshine-tiny-en'),
  async () => {
    const quiet = (seed: number): Float32Array<ArrayBuffer> =>
      joined(hiss(goForward.length / 16_000, seed));
    // Front left, front right, centre, effects, surround left and right.
    const channels = [quiet(1), quiet(2), goForward, quiet(3), quiet(4), quiet(5)];
    const length = Math.min(...channels.map((channel) => channel.length));
    const said = await listen(
      channels.map((channel) => channel.slice(0, length)),
      bare,
    );
    expect(finals(said)).toEqual(['go forward ten meters']);
  },
);

test('memory stays flat however long the sound is', needsModel('pocketsphinx-en-us'), async () => {
  const memory: number[] = [];
  // Most of a long recording is what this is: speech, a pause, speech. The engine is paid for once.
  const piece = joined(goForward, hiss(0.6));
  const blocks = soundInputs(16_000, [piece], 1600);
  const turns = 24;
  const inputs = Array.from({ length: turns }, (_, turn) =>
    blocks.map(({ audio }) => ({
      audio: {
        ...audio,
        timestamp: (audio.timestamp + turn * blocks.length * 100_000) as typeof audio.timestamp,
      },
    })),
  ).flat();
  let count = 0;
  const watched = {
    ...kernel,
    async open(...args: Parameters<typeof kernel.open>) {
      const opened = await kernel.open(...args);
      return {
        ...opened,
        async process(...call: Parameters<NonNullable<typeof opened.process>>) {
          await opened.process!(...call);
          count += 1;
          if (count % (blocks.length * 4) !== 0) return;
          await collectGarbage();
          const { heapUsed, external, arrayBuffers } = process.memoryUsage();
          memory.push(heapUsed + external + arrayBuffers);
        },
      };
    },
  };
  await runKernel(watched as typeof kernel, {
    params: spec.params.parse({ mode: 'phrases', phrases: 'go forward ten meters' }),
    inputs,
    hosts: modelHosts,
  });
  // A minute and a half. Measured: from −0.1 to 0.1 MB a minute on a quiet machine. The collector leaves up to
  // a megabyte behind now and then, so the least of the last samples is held against the least of the first.
  const minutes = (turns * piece.length) / 16_000 / 60;
  const grown = Math.min(...memory.slice(-3)) - Math.min(...memory.slice(0, 3));
  expect(memory.length).toBe(turns / 4);
  // Keeping the sound alone would take 3.8 MB a minute.
  expect(grown / (minutes / 2)).toBeLessThan(2e6);
});
