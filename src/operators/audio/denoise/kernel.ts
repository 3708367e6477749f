import { createAlignedEffect, type LateEffect } from '#operators/audio/_shared/alignedEffect.ts';
import { createGlide } from '#operators/audio/_shared/glide.ts';
import { inOrder } from '#operators/audio/_shared/inOrder.ts';
import { defineKernel } from '#contract/kernel.ts';
import { loadModel } from '#contract/modelFiles.ts';
import type { Chunk } from '#stream/chunk.ts';
import type { z } from 'zod';
import { createLane, ratesOf } from './lane.ts';
import { createDenoisers, type Denoiser } from './rnnoise.ts';
import model from './rnnoise.model.json';
import type { spec } from './spec.ts';

type Params = z.output<(typeof spec)['params']>;
type Make = (channels: number) => readonly Denoiser[];

/** Blocks of the same times as they came, less 30 ms and what resampling looks ahead. */
export const kernel = defineKernel<typeof spec>(async (initial, env) => {
  const files = await loadModel(env, model);
  const make = await createDenoisers(files.bytes('rnnoise.wasm'));
  let params = initial;
  let voice = 0;
  const aligned = createAlignedEffect(env, (rate, channels) =>
    suppressor(
      make,
      { rate, channels },
      () => params,
      (heard) => (voice = heard),
    ),
  );
  const send = (
    ready: readonly Chunk<'audio/pcm'>[],
    emit: (port: 'audio', chunk: Chunk<'audio/pcm'>) => void | Promise<void>,
    tell: (chunk: Chunk<'value/number'>) => void | Promise<void>,
  ): void | Promise<void> =>
    inOrder(
      ready.flatMap((one) => [
        () => emit('audio', one),
        () => tell({ timestamp: one.timestamp, payload: voice }),
      ]),
    );
  return {
    process({ audio: chunk }, emit) {
      if (!chunk) return;
      return send(aligned.apply(chunk), emit, (told) => emit('voice', told));
    },
    flush(emit) {
      return send(aligned.flush(), emit, (told) => emit('voice', told));
    },
    update(next) {
      params = next;
    },
  };
});

function suppressor(
  make: Make,
  { rate, channels }: { readonly rate: number; readonly channels: number },
  wanted: () => Params,
  tell: (voice: number) => void,
): LateEffect {
  const rates = ratesOf(rate);
  const lanes = make(channels).map((denoiser) => ({
    lane: createLane(denoiser, rates),
    held: new Float32Array(rates.latency),
  }));
  const share = createGlide(wanted().strength / 100, rate);
  let at = 0;

  return {
    channels,
    latency: rates.latency,
    render(from, to) {
      share.aim(wanted().strength / 100);
      lanes.forEach(({ lane }, c) => lane.render(from[c]!, to[c]!));
      const length = from[0]!.length;
      for (let i = 0; i < length; i++) {
        const wet = share.next();
        for (let c = 0; c < channels; c++) {
          const { held } = lanes[c]!;
          to[c]![i] = to[c]![i]! * wet + held[at]! * (1 - wet);
          held[at] = from[c]![i]!;
        }
        at = at + 1 === rates.latency ? 0 : at + 1;
      }
      tell(Math.max(...lanes.map(({ lane }) => lane.takeVoice())));
    },
  };
}
