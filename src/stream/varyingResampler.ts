import { createFilterBench, SLICE } from './filterBench.ts';
import { createPolyphase } from './polyphase.ts';

/** Parts of an input sample: a step of the speed is 0.015 ppm. 31 of them fit into 32 bits. */
const PARTS = 2 ** 26;
/** Read between by a straight line, which is off by −106 dB at most. */
const PHASES = 512;
/** How far the speed may be from 1: twice of what clocks of devices are known to drift. */
export const MOST_CORRECTION = 0.02;

/** Resamples one stretch of sound whose ratio of rates changes a little all the time, without a seam. */
export interface VaryingResampler {
  /**
   * Takes in a block, and gives what it completes in arrays of their own. At `speed` 1.001 output takes in 0.1 %
   * more sound than the rates say; 1 ± `MOST_CORRECTION` at most.
   */
  render(from: readonly Float32Array[], speed: number): readonly Float32Array<ArrayBuffer>[];
  /** Output samples given so far. */
  readonly given: number;
  /** Where the next output sample lies, in input samples from the first one. */
  readonly place: number;
}

/** Output sample 0 lies at input sample 0; before it there is silence. */
export function createVaryingResampler(
  from: number,
  to: number,
  channels: number,
): VaryingResampler {
  const polyphase = createPolyphase(from, to, PHASES);
  const { reach } = polyphase;
  const bench = createFilterBench(polyphase, channels, (from / to) * (1 + MOST_CORRECTION));
  let kept = reach;
  /** Where the next output sample lies: after so many kept samples, and so many parts of one. */
  let place = reach;
  let phase = 0;
  let given = 0;
  /** Of all samples, the silence before them included, those that are no longer kept. */
  let gone = 0;

  const slice = (
    samples: readonly Float32Array[],
    down: number,
  ): readonly Float32Array<ArrayBuffer>[] => {
    const { length } = samples[0]!;
    // The next output samples read up to their place + reach, which must be among what is kept.
    const room = kept + length - reach - place;
    const count = Math.max(0, Math.ceil((room * PARTS - phase) / down));
    const places = { phase, up: PARTS, down, count };
    const out = samples.map((channel, c) => {
      bench.samples[c]!.set(channel, kept);
      bench.filter(c, place - reach + 1, places);
      return bench.out.slice(0, count);
    });
    kept += length;
    given += count;
    const end = phase + count * down;
    place += Math.floor(end / PARTS);
    phase = end % PARTS;
    // What the next output sample reads must stay.
    const passed = Math.max(0, Math.min(kept, place - reach + 1));
    for (const channel of bench.samples) channel.copyWithin(0, passed, kept);
    kept -= passed;
    place -= passed;
    gone += passed;
    return out;
  };

  return {
    get given() {
      return given;
    },
    get place() {
      return gone - reach + place + phase / PARTS;
    },
    render(samples, speed) {
      const down = Math.round((from / to) * speed * PARTS);
      const { length } = samples[0]!;
      if (length <= SLICE) return slice(samples, down);
      const pieces: (readonly Float32Array<ArrayBuffer>[])[] = [];
      for (let at = 0; at < length; at += SLICE) {
        pieces.push(
          slice(
            samples.map((channel) => channel.subarray(at, at + SLICE)),
            down,
          ),
        );
      }
      return samples.map((_, c) => joined(pieces.map((piece) => piece[c]!)));
    },
  };
}

function joined(parts: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
