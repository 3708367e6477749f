import type { SaveWrite } from '#contract/host.ts';
import type { Chunk } from '#stream/chunk.ts';
import { micros } from '#stream/micros.ts';
import type { TranscriptWord } from '#stream/payload.ts';
import { runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { cuesOf, cueText } from './cues.ts';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

/** Words of half a second each, one after the other from `start`, in seconds. */
function spoken(text: string, start: number): readonly TranscriptWord[] {
  return text.split(' ').map((word, i) => ({
    text: word,
    start: micros((start + i / 2) * 1e6),
    end: micros((start + i / 2 + 0.5) * 1e6),
    confidence: 1,
  }));
}

function utterance(
  words: readonly TranscriptWord[],
  final: boolean,
  id: number,
): { readonly transcript: Chunk<'text/transcript'> } {
  const timestamp = micros(words.at(-1)!.end + (final ? 400_000 : 0));
  return { transcript: { timestamp, payload: { kind: 'transcript', words, final, id } } };
}

async function saved(
  inputs: readonly ReturnType<typeof utterance>[],
  params: Partial<ReturnType<typeof spec.params.parse>> = {},
): Promise<{ readonly name: string; readonly text: string }> {
  let name = '';
  let text = '';
  const decoder = new TextDecoder();
  await runKernel(kernel, {
    params: spec.params.parse(params),
    inputs,
    hosts: {
      save: async (request) => {
        name = request.name;
        return new WritableStream<SaveWrite>({
          write({ position, data }) {
            expect(position).toBe(text.length);
            text += decoder.decode(data);
          },
        });
      },
    },
  });
  return { name, text };
}

test('final words become numbered cues of SRT, others are passed over', async () => {
  const first = spoken('go forward ten meters', 1);
  const file = await saved([
    utterance(first.slice(0, 2), false, 0),
    utterance(first, true, 0),
    utterance(spoken('stop', 3661.25), true, 1),
  ]);
  expect(file).toEqual({
    name: 'subtitles.srt',
    text: `1
00:00:01,000 --> 00:00:03,000
go forward ten meters

2
01:01:01,250 --> 01:01:02,250
stop

`,
  });
});

test('WebVTT has its header, points in its times and no bare marks', async () => {
  const file = await saved([utterance(spoken('rock & <roll>', 0), true, 0)], {
    format: 'vtt',
    name: 'talk',
  });
  expect(file).toEqual({
    name: 'talk.vtt',
    text: 'WEBVTT\n\n1\n00:00:00.000 --> 00:00:01.500\nrock &amp; &lt;roll&gt;\n\n',
  });
});

test('a file of a live stream begins with its first word', async () => {
  const { text } = await saved([
    utterance(spoken('go on', 1.8e9), true, 0),
    utterance(spoken('go on', 1.8e9 + 5), true, 1),
  ]);
  expect(text.match(/^.*-->/gm)).toEqual(['00:00:00,000 -->', '00:00:05,000 -->']);
});

test('long utterances are cut into cues of two lines that fit', () => {
  const words = spoken('one two three four five six seven eight nine ten', 0);
  const cues = cuesOf(words, 14, 0);
  expect(cues.map(({ lines }) => lines)).toEqual([
    ['one two three', 'four five six'],
    ['seven eight', 'nine ten'],
  ]);
  expect(cues.map(({ start, end }) => [start, end])).toEqual([
    [0, 3_000_000],
    [3_000_000, 5_000_000],
  ]);
});

test('a word longer than a line has one of its own, and a short cue yields to the next', () => {
  const words = spoken('a verylongword b', 0);
  const cues = cuesOf(words, 4, 0);
  expect(cues.map(({ lines }) => lines)).toEqual([['a', 'verylongword'], ['b']]);
  const [first] = cuesOf(words.slice(0, 1), 20, 0);
  expect(first!.end).toBe(1_000_000);
  expect(cueText(first!, 7, 'srt')).toBe('7\n00:00:00,000 --> 00:00:01,000\na\n\n');
});
