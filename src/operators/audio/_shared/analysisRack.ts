import type { KernelEnv } from '#contract/env.ts';
import type { Chunk } from '#stream/chunk.ts';
import { type Micros, micros } from '#stream/micros.ts';
import { allFinite } from './samples.ts';

/** Looks at stretches of mono sound of one length, one every hop. Made for one sample rate. */
export interface Analysis<T> {
  /** Samples in a stretch. */
  readonly size: number;
  /** Samples from one stretch to the next. */
  readonly hop: number;
  /** Reads a stretch, oldest sample first. It is lent for the call. */
  analyse(stretch: Float32Array, timestamp: Micros): T;
}

/** What was found in a stretch, at the time of its last sample. */
export interface Finding<T> {
  readonly timestamp: Micros;
  readonly value: T;
}

/** Runs an analysis over a stream of blocks of any length. */
export interface AnalysisRack<T> {
  /** Takes in a block and gives what each stretch that it completes has. */
  push(chunk: Chunk<'audio/pcm'>): readonly Finding<T>[];
  /** Makes the analysis anew at the next block: for a change of its params. */
  renew(): void;
}

/**
 * Mixes channels to mono. The analysis is made anew at a new rate, at a gap, said or seen in the times,
 * and after a block with NaN or an infinity, which counts as invalid.
 */
export function createAnalysisRack<T>(
  env: Pick<KernelEnv, 'drop'>,
  make: (sampleRate: number) => Analysis<T>,
): AnalysisRack<T> {
  let analysis: Analysis<T> | undefined;
  let stretch = new Float32Array(0);
  let filled = 0;
  let rate = 0;
  let end = 0;
  let last = -Infinity;

  return {
    push(chunk) {
      const { channels, sampleRate, discontinuity } = chunk.payload;
      if (!allFinite(channels)) {
        analysis = undefined;
        env.drop('invalid');
        return [];
      }
      const length = channels[0]!.length;
      const period = 1e6 / sampleRate;
      // A block is missing if one begins half a block off from where the last one ended.
      const jumped = Math.abs(chunk.timestamp - end) > Math.max(1000, (length * period) / 2);
      if (!analysis || discontinuity || jumped || sampleRate !== rate) {
        analysis = make(sampleRate);
        stretch = new Float32Array(analysis.size);
        filled = 0;
        rate = sampleRate;
      }
      end = chunk.timestamp + length * period;
      const findings: Finding<T>[] = [];
      const { size, hop } = analysis;
      for (let i = 0; i < length; i++) {
        // Below 0 while a hop longer than a stretch leaves samples out.
        if (filled >= 0) stretch[filled] = monoAt(channels, i);
        filled += 1;
        if (filled < size) continue;
        last = Math.max(last + 1, Math.round(chunk.timestamp + i * period));
        const timestamp = micros(last);
        findings.push({ timestamp, value: analysis.analyse(stretch, timestamp) });
        stretch.copyWithin(0, Math.min(hop, size));
        filled = size - hop;
      }
      return findings;
    },
    renew() {
      analysis = undefined;
    },
  };
}

function monoAt(channels: readonly Float32Array[], i: number): number {
  let sum = 0;
  for (const channel of channels) sum += channel[i]!;
  return sum / channels.length;
}
