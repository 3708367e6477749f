import { inOrder } from '#operators/audio/_shared/inOrder.ts';
import { allFinite } from '#operators/audio/_shared/samples.ts';
import { defineKernel } from '#contract/kernel.ts';
import type { Chunk } from '#stream/chunk.ts';
import { micros } from '#stream/micros.ts';
import { createPolyphase, type Polyphase } from '#stream/polyphase.ts';
import { createResampler, type Resampler } from '#stream/resampler.ts';
import type { spec } from './spec.ts';

type Ready = Chunk<'audio/pcm'>;

/** One stretch of sound without a gap, at one rate. */
interface Take {
  readonly resampler: Resampler;
  readonly polyphase: Polyphase;
  readonly from: number;
  readonly to: number;
  readonly channels: number;
  /** Time of input sample 0. */
  readonly origin: number;
  taken: number;
  /** Set until the first block after a gap has been sent. */
  isGap: boolean;
}

/**
 * Output sample k of a stretch lies k periods of the new rate after its first input sample. The filter looks
 * ahead, so the newest sound is held back until more comes, and a stretch of n samples gives
 * ceil(n · to / from). A gap, a new rate, in or out, and new channels end a stretch.
 */
export const kernel = defineKernel<typeof spec>((initial, env) => {
  let params = initial;
  let take: Take | undefined;
  let polyphase: (Polyphase & { readonly key: string }) | undefined;
  let wasInvalid = false;

  const render = (now: Take, from: readonly Float32Array[], count: number): readonly Ready[] => {
    const timestamp = micros(now.origin + (now.resampler.given * 1e6) / now.to);
    const block = env.audio.allocate(now.channels, count, now.to);
    now.resampler.render(from, block.channels);
    if (count === 0) return [];
    const payload = now.isGap ? { ...block, discontinuity: true } : block;
    now.isGap = false;
    return [{ timestamp, payload }];
  };

  /** The rest of the stretch, with silence behind it. */
  const finish = (before: number): readonly Ready[] => {
    const last = take;
    take = undefined;
    if (!last) return [];
    const silence = new Float32Array(last.polyphase.reach + 1);
    const all = Math.ceil((last.taken * last.to) / last.from);
    const rest = render(
      last,
      Array.from({ length: last.channels }, () => silence),
      all - last.resampler.given,
    );
    return rest.filter(({ timestamp }) => timestamp < before);
  };

  const begin = (chunk: Ready, isGap: boolean): Take => {
    const { sampleRate: from, channels } = chunk.payload;
    const to = params.sampleRate;
    const key = `${from} ${to}`;
    if (polyphase?.key !== key) polyphase = { ...createPolyphase(from, to), key };
    return {
      resampler: createResampler(polyphase, channels.length),
      polyphase,
      from,
      to,
      channels: channels.length,
      origin: chunk.timestamp,
      taken: 0,
      isGap,
    };
  };

  return {
    process({ audio: chunk }, emit) {
      if (!chunk) return;
      const { channels, sampleRate, discontinuity } = chunk.payload;
      const send = (ready: readonly Ready[]): void | Promise<void> =>
        inOrder(ready.map((one) => () => emit('audio', one)));
      if (!allFinite(channels)) {
        wasInvalid = true;
        env.drop('invalid');
        return send(finish(chunk.timestamp));
      }
      const isGap = wasInvalid || discontinuity === true;
      wasInvalid = false;
      if (sampleRate === params.sampleRate) {
        const payload = isGap ? { ...chunk.payload, discontinuity: true } : chunk.payload;
        return send([...finish(chunk.timestamp), { ...chunk, payload }]);
      }
      const { length } = channels[0]!;
      const isNext =
        take?.from === sampleRate &&
        take.to === params.sampleRate &&
        take.channels === channels.length;
      // A block is missing if one begins half a block off from where the last one ended.
      const end = take ? take.origin + (take.taken * 1e6) / take.from : 0;
      const jumped = Math.abs(chunk.timestamp - end) > Math.max(1000, (length * 5e5) / sampleRate);
      const rest = isNext && !isGap && !jumped ? [] : finish(chunk.timestamp);
      take ??= begin(chunk, isGap || (isNext && jumped));
      take.taken += length;
      return send([...rest, ...render(take, channels, take.resampler.ready(length))]);
    },
    flush(emit) {
      return inOrder(finish(Infinity).map((one) => () => emit('audio', one)));
    },
    update(next) {
      params = next;
    },
  };
});
