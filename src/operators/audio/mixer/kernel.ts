import { fromDecibels } from '#operators/audio/_shared/decibels.ts';
import { createGlide, type Glide } from '#operators/audio/_shared/glide.ts';
import { inOrder } from '#operators/audio/_shared/inOrder.ts';
import { allFinite } from '#operators/audio/_shared/samples.ts';
import { defineKernel } from '#contract/kernel.ts';
import type { Chunk } from '#stream/chunk.ts';
import { type Micros, micros } from '#stream/micros.ts';
import type { z } from 'zod';
import type { spec } from './spec.ts';
import { createTrack } from './track.ts';

type Params = z.output<(typeof spec)['params']>;
type Ready = Chunk<'audio/pcm'>;

const LEVELS = {
  a: 'levelA',
  b: 'levelB',
  c: 'levelC',
  d: 'levelD',
  e: 'levelE',
  f: 'levelF',
  g: 'levelG',
  h: 'levelH',
} as const;
type Name = keyof typeof LEVELS;
const NAMES = Object.keys(LEVELS) as readonly Name[];
/** The lowest level is silence. */
const SILENT = -60;
/** Longer stretches without any sound are a gap in the mix, in seconds. */
const GAP_SECONDS = 0.1;

/**
 * Sounds are laid on one counter of samples by their times, and mixed as far as all wired ones reach. Where
 * one of them stays out, what lies before the newest time is mixed without it, since nothing older can come.
 */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  const wired = NAMES.filter((name) => env.wired(name));
  const tracks = wired.map(() => createTrack((block) => env.release(block)));
  let params = initial;
  let glides: readonly Glide[] = [];
  let rate = 0;
  let origin = 0;
  let written = 0;
  let isGap = false;

  /** Everything before sample `to`, if there is anything. */
  const mixTo = (to: number): readonly Ready[] => {
    if (to <= written) return [];
    const length = to - written;
    const channels = Math.max(1, ...tracks.map((track) => track.channels));
    const block = env.audio.allocate(channels, length, rate);
    for (const channel of block.channels) channel.fill(0);
    const gains = new Float32Array(length);
    tracks.forEach((track, t) => {
      const glide = glides[t]!;
      glide.aim(gainOf(params, wired[t]!));
      for (let i = 0; i < length; i++) gains[i] = glide.next();
      track.mixInto(block.channels, written, to, gains);
    });
    const timestamp = micros(origin + (written * 1e6) / rate);
    written = to;
    const payload = isGap ? { ...block, discontinuity: true } : block;
    isGap = false;
    return [{ timestamp, payload }];
  };

  const latest = (): number => Math.max(written, ...tracks.map(({ end }) => end));

  /** Mixes what is there, and begins anew at `time`. */
  const restart = (time: Micros, sampleRate: number): readonly Ready[] => {
    const rest = rate === 0 ? [] : mixTo(latest());
    for (const track of tracks) track.clear();
    if (sampleRate !== rate) {
      glides = wired.map((name) => createGlide(gainOf(params, name), sampleRate));
    } else isGap = true;
    rate = sampleRate;
    origin = time;
    written = 0;
    return rest;
  };

  return {
    process(set, emit) {
      const given = wired.flatMap((name, t) => {
        const chunk = set[name];
        return chunk ? [{ name, chunk, track: tracks[t]! }] : [];
      });
      const usable = given.filter(({ chunk }) => {
        const isFinite = allFinite(chunk.payload.channels);
        if (!isFinite) env.drop('invalid');
        return isFinite;
      });
      const [first] = usable;
      if (!first) return;
      const { timestamp } = first.chunk;
      const ready: Ready[] = [];
      const placeOf = (time: number): number => Math.round(((time - origin) * rate) / 1e6);
      // The first of the wired sounds says which rate the mix has.
      const leads = first.name === wired[0] || rate === 0;
      const { sampleRate } = first.chunk.payload;
      const isNewRate = leads && sampleRate !== rate;
      if (isNewRate || placeOf(timestamp) > latest() + GAP_SECONDS * rate) {
        ready.push(...restart(timestamp, isNewRate ? sampleRate : rate));
      }
      for (const { name, chunk, track } of usable) {
        if (chunk.payload.sampleRate !== rate) {
          env.log(
            `Sound ${name} has ${chunk.payload.sampleRate} Hz where the mix has ${rate} Hz: put a resampler before it.`,
          );
          env.drop('invalid');
        } else if (track.add(chunk.payload, placeOf(chunk.timestamp), written)) {
          env.retain(chunk.payload);
        }
      }
      const together = Math.min(...tracks.map(({ end }) => end));
      ready.push(...mixTo(Math.max(together, Math.min(placeOf(timestamp), latest()))));
      return inOrder(ready.map((chunk) => () => emit('audio', chunk)));
    },
    flush(emit) {
      if (rate === 0) return;
      return inOrder(mixTo(latest()).map((chunk) => () => emit('audio', chunk)));
    },
    update(next) {
      params = next;
    },
    close() {
      for (const track of tracks) track.clear();
    },
  };
});

function gainOf(params: Params, name: Name): number {
  const level = params[LEVELS[name]];
  return level <= SILENT ? 0 : fromDecibels(level);
}
