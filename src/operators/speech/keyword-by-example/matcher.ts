import { createEndpointer } from '#operators/speech/_shared/endpointer.ts';
import { SPEECH_RATE } from '#operators/speech/_shared/engine.ts';
import { createFeatures, HOP, LAG } from './features.ts';
import { templatesOf, type Templates } from './templates.ts';
import { createWarp } from './warp.ts';

/** How a stretch of sound compares with the examples, after a hop. */
export interface Reading {
  /** The smallest distance to an example; Infinity before anything can be said. */
  readonly distance: number;
  /** Where the best match begins and ends, in samples since the beginning. */
  readonly start: number;
  readonly end: number;
  /** True if all of it was said since somebody began to speak. */
  readonly spoken: boolean;
}

/** Compares 16 kHz mono with examples of a word. */
export interface Matcher {
  /** Takes in so many hops. */
  push(samples: Float32Array): readonly Reading[];
}

/** How speech is told from a room, which is not like any word but not unlike one either. */
const ENDPOINTS = { threshold: 12, silence: 200 } as const;
/** A word may begin so much before it is found that somebody speaks, in samples. */
const SOFT_START = 0.2 * SPEECH_RATE;

/** What it hears first is sample `from`. */
export function createMatcher(templates: Templates, from = 0): Matcher {
  const features = createFeatures();
  const warps = templates.all.map(createWarp);
  const endpointer = createEndpointer(ENDPOINTS);
  let vectors = 0;
  let hops = 0;
  let begun = Infinity;

  const read = (vector: Float32Array): Reading => {
    const scaled = templates.scale(vector);
    const matches = warps.map((warp) => warp.push(scaled));
    const { distance, length } = matches.reduce((a, b) => (b.distance < a.distance ? b : a));
    vectors += 1;
    // The vector is about the middle of what it was made of, and stands for one hop of it.
    const end = from + vectors * HOP + LAG - HOP / 2;
    const start = end - length * HOP;
    return { distance, start, end, spoken: start >= begun - SOFT_START };
  };

  return {
    push(samples) {
      const readings: Reading[] = [];
      for (let at = 0; at + HOP <= samples.length; at += HOP) {
        const hop = samples.subarray(at, at + HOP);
        const role = endpointer.step(hop);
        if (role === 'begin') begun = from + hops * HOP;
        if (role === 'silence') begun = Infinity;
        hops += 1;
        readings.push(...features.push(hop).map(read));
      }
      return readings;
    },
  };
}

/** What the distance of one example alone has to be below, where there is nothing to compare it with. */
const ALONE = 0.9;
/** The word said once more is farther from the nearest example than the examples are from each other on average, by this factor at most. */
const ROOM = 1.1;

/** However far the examples are from each other, as when one is another word, what is farther is no word of them. */
const MOST = 0.95;

/** The distance below which a sound is the word: by how far the examples are from each other. */
export function limitOf(recordings: readonly Float32Array[]): number {
  if (recordings.length === 1) return ALONE;
  const distances = recordings.map((heard, n) => {
    const others = recordings.filter((_, m) => m !== n);
    const readings = createMatcher(templatesOf(others)).push(withRest(heard));
    return Math.min(...readings.map(({ distance }) => distance));
  });
  const mean = distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
  return Math.min(MOST, ROOM * mean);
}

function withRest(samples: Float32Array): Float32Array {
  const longer = new Float32Array(samples.length + 2 * LAG);
  longer.set(samples);
  return longer;
}
