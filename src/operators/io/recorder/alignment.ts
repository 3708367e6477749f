import { createLagGauge } from '#operators/io/_shared/lagGauge.ts';
import { createRateLoop } from '#operators/io/_shared/rateLoop.ts';
import type { Chunk } from '#stream/chunk.ts';
import { type Micros, micros } from '#stream/micros.ts';
import { createVaryingResampler, type VaryingResampler } from '#stream/varyingResampler.ts';
import type { Take } from './lineUp.ts';

/** Keeps sound beside the picture, whose clock is another one. */
export interface Alignment {
  /** Every take, as it comes, and when, in µs of the run's clock. */
  seen(take: Take, now: number): void;
  /** The sound of a chunk, stretched to fit; undefined where there is too little to give any. */
  fit(chunk: Chunk<'audio/pcm'>): Chunk<'audio/pcm'> | undefined;
  /** Millionths by which the sound's clock runs fast against that of the picture; undefined at first. */
  readonly ppm: number | undefined;
  /** How far sound and picture are apart now, in µs. */
  readonly skew: number;
}

/** Sound without a gap. */
interface Stretch {
  readonly resampler: VaryingResampler;
  readonly sampleRate: number;
  readonly channels: number;
  /** Time of its first sample as it came, and as it is given. */
  readonly from: number;
  readonly at: number;
  taken: number;
}

/** Time between two looks at the clocks, in µs. */
const LOOK_EVERY = 250_000;

/**
 * Sound is timed by counting samples, so its timestamps run as fast as the device's clock. Both streams come as
 * fast as time passes: by how much later the one comes than its timestamps say, and the other, tells how far they
 * have drifted apart since the start.
 */
export function createAlignment(): Alignment {
  const gauges = { video: createLagGauge(), audio: createLagGauge() };
  const loop = createRateLoop();
  let stretch: Stretch | undefined;
  let expected: number | undefined;
  let given = -Infinity;
  let looked = -Infinity;
  let skew = 0;
  let now = 0;

  /** Where the sound belongs, next to its timestamps, in µs. */
  const drift = (): number => (gauges.audio.lag ?? 0) - (gauges.video.lag ?? 0);

  const begin = ({ timestamp, payload }: Chunk<'audio/pcm'>): Stretch => {
    const { sampleRate, channels } = payload;
    return {
      resampler: createVaryingResampler(sampleRate, sampleRate, channels.length),
      sampleRate,
      channels: channels.length,
      from: timestamp,
      at: Math.max(given, timestamp + drift()),
      taken: 0,
    };
  };

  const look = ({ resampler, sampleRate, at, from }: Stretch): void => {
    const moved = at - from + ((resampler.given - resampler.place) * 1e6) / sampleRate;
    skew = drift() - moved;
    if (gauges.audio.lag === undefined || gauges.video.lag === undefined) return;
    if (now - looked < LOOK_EVERY) return;
    looked = now;
    loop.add(skew, now);
  };

  return {
    get ppm() {
      const { ppm } = loop;
      return ppm === undefined ? undefined : -ppm;
    },
    get skew() {
      return skew;
    },
    seen({ kind, chunk }, at) {
      now = at;
      if (kind === 'video') return gauges.video.add(chunk.timestamp, now);
      const { channels, sampleRate } = chunk.payload;
      const end = chunk.timestamp + (channels[0]!.length * 1e6) / sampleRate;
      gauges.audio.add(end, now, isNext(chunk, expected) ? 0 : chunk.timestamp - expected!);
      expected = end;
    },
    fit(chunk) {
      const { channels, sampleRate, discontinuity } = chunk.payload;
      const counted = stretch && stretch.from + (stretch.taken * 1e6) / stretch.sampleRate;
      const goesOn =
        stretch?.sampleRate === sampleRate &&
        stretch.channels === channels.length &&
        discontinuity !== true &&
        isNext(chunk, counted);
      if (!goesOn) stretch = begin(chunk);
      const part = stretch!;
      look(part);
      const before = part.resampler.given;
      const fitted = part.resampler.render(channels, 1 - loop.correction);
      part.taken += channels[0]!.length;
      if (fitted[0]!.length === 0) return undefined;
      const timeOf = (sample: number): Micros => micros(part.at + (sample * 1e6) / sampleRate);
      given = timeOf(part.resampler.given);
      return { timestamp: timeOf(before), payload: { ...chunk.payload, channels: fitted } };
    },
  };
}

/** True if a chunk begins where the one before it ended, by less than half of it. */
function isNext({ timestamp, payload }: Chunk<'audio/pcm'>, end: number | undefined): boolean {
  const half = (payload.channels[0]!.length * 5e5) / payload.sampleRate;
  return end === undefined || Math.abs(timestamp - end) <= Math.max(1000, half);
}
