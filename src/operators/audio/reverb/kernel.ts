import { createAlignedEffect, type LateEffect } from '#operators/audio/_shared/alignedEffect.ts';
import { fromDecibels } from '#operators/audio/_shared/decibels.ts';
import { createGlide } from '#operators/audio/_shared/glide.ts';
import { inOrder } from '#operators/audio/_shared/inOrder.ts';
import { sizeNear } from '#operators/audio/_shared/powerSpectrum.ts';
import { defineKernel } from '#contract/kernel.ts';
import type { Chunk } from '#stream/chunk.ts';
import { micros } from '#stream/micros.ts';
import type { Sound } from '#stream/readSound.ts';
import type { z } from 'zod';
import { createConvolver } from './convolver.ts';
import { impulseResponse, readImpulse } from './impulseFile.ts';
import { roomResponse } from './roomResponse.ts';
import type { spec } from './spec.ts';

type Params = z.output<(typeof spec)['params']>;

/** One block of the convolution: by so much the sound is held back. */
const BLOCK_SECONDS = 0.01;
/** Samples in a block of what rings after the end. */
const RING_BLOCK = 4096;
/** The lowest level is silence. */
const SILENT = -60;

/** Blocks of the same times as they came, less one of the convolution; at the end, the sound rings out. */
export const kernel = defineKernel<typeof spec>(async (initial, env) => {
  let params = initial;
  let impulse = params.source === 'file' ? await readImpulse(env, params.impulse) : undefined;
  let reading: Promise<void> | undefined;
  // Rate, channels and end of the newest block, for what rings after it.
  let last: { readonly rate: number; readonly channels: number; readonly end: number } | undefined;
  const aligned = createAlignedEffect(env, (rate, channels) =>
    reverb(rate, channels, () => ({ params, impulse })),
  );

  const read = async (): Promise<void> => {
    impulse = await readImpulse(env, params.impulse);
    reading = undefined;
  };

  const take = (chunk: Chunk<'audio/pcm'>): readonly Chunk<'audio/pcm'>[] => {
    const { sampleRate: rate, channels } = chunk.payload;
    const end = chunk.timestamp + (channels[0]!.length * 1e6) / rate;
    last = { rate, channels: channels.length, end };
    return aligned.apply(chunk);
  };

  return {
    process({ audio: chunk }, emit) {
      if (!chunk) return;
      const send = (): void | Promise<void> =>
        inOrder(take(chunk).map((ready) => () => emit('audio', ready)));
      return reading ? reading.then(send) : send();
    },
    async flush(emit) {
      if (!last) return;
      const { rate, channels, end } = last;
      let left = Math.ceil(ringOf(params, impulse) * rate);
      for (let at = 0; left > 0; left -= RING_BLOCK, at += RING_BLOCK) {
        const payload = env.audio.allocate(channels, Math.min(left, RING_BLOCK), rate);
        for (const channel of payload.channels) channel.fill(0);
        const timestamp = micros(end + (at * 1e6) / rate);
        for (const ready of aligned.apply({ timestamp, payload })) await emit('audio', ready);
      }
      for (const ready of aligned.flush()) await emit('audio', ready);
    },
    update(next) {
      const isOther = JSON.stringify(next.impulse) !== JSON.stringify(params.impulse);
      params = next;
      if (next.source !== 'file') impulse = undefined;
      else if (isOther || !impulse) reading = read();
    },
  };
});

/** How long it rings after the last sound, in s. */
function ringOf({ decay, preDelay }: Params, impulse: Sound | undefined): number {
  return impulse ? impulse.channels[0]!.length / impulse.sampleRate : decay + preDelay / 1000;
}

function reverb(
  sampleRate: number,
  channels: number,
  wanted: () => { readonly params: Params; readonly impulse: Sound | undefined },
): LateEffect {
  const block = sizeNear(BLOCK_SECONDS, sampleRate);
  const lanes = Array.from({ length: channels }, () => ({
    convolver: createConvolver(block),
    heard: new Float32Array(block),
    dry: new Float32Array(block),
    wet: new Float32Array(block),
  }));
  const levels = (): readonly [number, number] => {
    const { wet, dry } = wanted().params;
    return [gainOf(wet), gainOf(dry)];
  };
  const [wet, dry] = levels().map((level) => createGlide(level, sampleRate));
  let filled = 0;
  let room = '';

  /** Goes over to the room that is wanted, if it is another. */
  const furnish = (): void => {
    const { params, impulse } = wanted();
    const { size, decay, preDelay, seed } = params;
    const damping = params.damping / 100;
    const key = JSON.stringify(impulse ? params.impulse : [size, decay, damping, preDelay, seed]);
    if (key === room) return;
    room = key;
    const responses = impulse
      ? impulseResponse(impulse, sampleRate, channels)
      : roomResponse(
          { size, decay, damping, preDelay: preDelay / 1000, seed },
          sampleRate,
          channels,
        );
    lanes.forEach(({ convolver }, c) => convolver.become(responses[c]!));
  };
  furnish();

  return {
    channels,
    latency: block,
    render(from, to) {
      const [wetGoal, dryGoal] = levels();
      wet!.aim(wetGoal);
      dry!.aim(dryGoal);
      const length = from[0]!.length;
      for (let i = 0; i < length; i++) {
        const wetGain = wet!.next();
        const dryGain = dry!.next();
        for (let c = 0; c < channels; c++) {
          const lane = lanes[c]!;
          to[c]![i] = lane.dry[filled]! * dryGain + lane.wet[filled]! * wetGain;
          lane.heard[filled] = from[c]![i]!;
        }
        filled += 1;
        if (filled < block) continue;
        filled = 0;
        furnish();
        for (const lane of lanes) {
          lane.wet.set(lane.convolver.next(lane.heard));
          lane.dry.set(lane.heard);
        }
      }
    },
  };
}

function gainOf(level: number): number {
  return level <= SILENT ? 0 : fromDecibels(level);
}
