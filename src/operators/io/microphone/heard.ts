import type { KernelEnv } from '#contract/env.ts';
import type { AudioBlock } from '#stream/payload.ts';
import { copySamples } from '#operators/io/_shared/copySamples.ts';
import { readUntil } from '#operators/io/_shared/readUntil.ts';
import { QUANTUM, type RingReader } from '#stream/soundRing.ts';

/** One block as the device gave it. */
export interface Heard {
  /** When it began, in µs of the device's clock. */
  readonly at: number;
  readonly block: AudioBlock;
  /** Samples are known to be missing before it. */
  readonly isGap: boolean;
  /** Another clock counts from here on. */
  readonly isNewClock: boolean;
  /** True if its last sample has only just come, as far as can be known. */
  readonly isNewest: boolean;
}

/** About 10 ms at the usual rates. */
const QUANTA = 4;
/** After a hold-up blocks are longer, to catch up. */
const MOST_QUANTA = 16;

/** What comes out of a ring, until it is closed or `signal` aborts. Overruns count as `queue-full`, a quantum each. */
export async function* heardFromRing(
  reader: RingReader,
  env: Pick<KernelEnv, 'audio' | 'drop'>,
  signal: AbortSignal,
): AsyncGenerator<Heard, void, void> {
  let epoch: number | undefined;
  let next = 0;
  while (await reader.wait(QUANTA, signal)) {
    const run = reader.peek(MOST_QUANTA);
    if (!run) continue;
    const { index, sampleRate, epoch: now } = run.place;
    const block = env.audio.allocate(run.channels, run.quanta * QUANTUM, sampleRate);
    reader.take(run, block.channels);
    const isNewClock = epoch !== undefined && epoch !== now;
    const lost = epoch === undefined || isNewClock ? 0 : (index - next) | 0;
    epoch = now;
    next = (index + run.quanta) | 0;
    if (lost > 0) env.drop('queue-full', lost);
    yield {
      at: (index * QUANTUM * 1e6) / sampleRate,
      block,
      isGap: lost > 0,
      isNewClock,
      isNewest: reader.peek(1) === undefined,
    };
  }
}

/** The blocks of a track's processor, each copied out and closed at once. */
export async function* heardFromTrack(
  blocks: ReadableStream<AudioData>,
  env: Pick<KernelEnv, 'audio' | 'frames'>,
  signal: AbortSignal,
): AsyncGenerator<Heard, void, void> {
  const taken = (sound: AudioData): AudioBlock => {
    env.frames.track(sound);
    try {
      return copySamples(sound, env.audio);
    } finally {
      sound.close();
    }
  };
  for await (const sound of readUntil(blocks, signal)) {
    yield {
      at: sound.timestamp,
      block: taken(sound),
      isGap: false,
      isNewClock: false,
      isNewest: false,
    };
  }
}
