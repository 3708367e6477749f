import type { BrowserHeard, HostReply } from '#contract/host.ts';
import { privacyOf } from '#contract/spec.ts';
import { runKernel, type TestHosts } from '#testing/runKernel.ts';
import { soundInputs } from '#testing/sound.ts';
import { finals, listen, recording, textOf } from '#testing/speech.ts';
import { beforeAll, expect, test, vi } from 'vitest';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

const goForward = recording('public/media/goforward.wav');
const browser = { engine: 'browser', endpointing: 'level' } as const;

beforeAll(() => {
  // Node has none; the recogniser takes them as they are.
  vi.stubGlobal(
    'AudioData',
    class {
      readonly numberOfFrames: number;
      constructor({ numberOfFrames }: AudioDataInit) {
        this.numberOfFrames = numberOfFrames;
      }
      close(): void {}
    },
  );
});

/** A recogniser that says things once so many seconds of sound were written to it. */
function recogniser(
  script: readonly (readonly [seconds: number, news: BrowserHeard])[],
): TestHosts {
  return {
    async recogniser(): Promise<HostReply['recogniser']> {
      let frames = 0;
      const left = [...script];
      let control: ReadableStreamDefaultController<BrowserHeard> | undefined;
      return {
        heard: new ReadableStream({
          start(controller) {
            control = controller;
          },
        }),
        sound: new WritableStream({
          write(block) {
            frames += block.numberOfFrames;
            while (left[0] && left[0][0] * 16_000 <= frames) control!.enqueue(left.shift()![1]);
          },
          close: () => control!.close(),
        }),
      };
    },
  };
}

test("what the browser's recogniser says is revised like any other", async () => {
  const hosts = recogniser([
    [0.6, { text: 'go for', confidence: 0, final: false }],
    [1.2, { text: 'go forward 10', confidence: 0, final: false }],
    [1.8, { text: 'go forward ten meters', confidence: 0.9, final: true }],
  ]);
  const said = await listen([goForward], browser, { hosts });
  expect(said.map(({ transcript }) => textOf(transcript))).toEqual([
    'go for',
    'go forward 10',
    'go forward ten meters',
    'go forward ten meters',
  ]);
  expect(finals(said)).toEqual(['go forward ten meters']);
  expect(said.at(-1)!.transcript.words.map(({ confidence }) => confidence)).toEqual([
    0.9, 0.9, 0.9, 0.9,
  ]);
});

test('why it stopped is the reason of the node', async () => {
  const fault = { title: 'The browser stopped listening', message: 'It did.', remedies: [] };
  const hosts = recogniser([[0.6, { fault }]]);
  await expect(listen([goForward], browser, { hosts })).rejects.toThrow(fault.title);
});

test('it is for live runs, and for free speech', async () => {
  const run = (params: object, paced: boolean) =>
    runKernel(kernel, {
      params: spec.params.parse({ ...browser, ...params }),
      inputs: soundInputs(16_000, [goForward]),
      hosts: recogniser([]),
      paced,
    });
  await expect(run({}, false)).rejects.toThrow('live only');
  await expect(run({ mode: 'phrases' }, true)).rejects.toThrow('takes no grammar');
});

test('only with that engine does anything leave this machine', () => {
  expect(privacyOf(spec, { engine: 'browser' })).toBe('leaves-device');
  for (const engine of ['auto', 'moonshine', 'pocketsphinx']) {
    expect(privacyOf(spec, { engine })).toBe('local');
  }
  expect(spec.params.parse({}).engine).toBe('auto');
});
