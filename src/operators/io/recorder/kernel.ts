import { defineKernel } from '#contract/kernel.ts';
import { driftWords } from '#operators/io/_shared/driftMeter.ts';
import { createAlignment } from './alignment.ts';
import { type Kind, LineUp, PATIENCE, type Take } from './lineUp.ts';
import type { spec } from './spec.ts';
import { Tape } from './tape.ts';

/** Between two looks at how sound and picture go together, in µs. */
const SHOW_EVERY = 1_000_000;

/**
 * Encodes each chunk before it takes the next, so that a slow encoder holds its senders back. The file
 * is handed over when the streams have ended; a node that fails or is cancelled leaves none.
 */
export const kernel = defineKernel<typeof spec>((params, env) => {
  const { name, videoBitrate, codec } = params;
  const settings = {
    name,
    videoBitrate: videoBitrate * 1e6,
    // Chromium's VP9 encoder takes a third of the time of its VP8 one: 15 against 58 ms at 640 × 480.
    codecs: codec === 'auto' ? (['vp9', 'vp8'] as const) : [codec],
  };
  const wanted = new Set((['video', 'audio'] as const).filter((kind) => env.wired(kind)));
  const lineUp = new LineUp(wanted, env.clock.paced);
  const held = new Set<Take>();
  let tape: Tape | undefined;
  let finished = false;
  let missing: Kind | undefined;
  // Streams of a batch run have one clock, and what is recorded by itself keeps its own.
  const alignment = env.clock.paced && wanted.size === 2 ? createAlignment() : undefined;
  let shown = -Infinity;
  let isTold = false;

  function show(now: number): void {
    if (!alignment || now - shown < SHOW_EVERY) return;
    shown = now;
    const { ppm, skew } = alignment;
    env.facts({
      'Sound’s clock against the picture’s': driftWords(ppm),
      'Sound beside the picture': `${Math.round(skew / 1000)} ms off`,
    });
    if (isTold || ppm === undefined) return;
    isTold = true;
    env.log(
      `The sound's clock is ${driftWords(ppm)} off the picture's; the sound is stretched to fit.`,
    );
  }

  function letGo(take: Take): void {
    held.delete(take);
    env.release(take.chunk.payload);
  }

  async function begin(): Promise<void> {
    const takes = lineUp.take();
    if (takes.length === 0) return;
    const started = await Tape.start(env, takes, settings);
    tape = started;
    for (const kind of wanted) if (!started.has(kind)) leaveOut(kind);
    for (const take of takes) {
      await put(take, started);
      letGo(take);
    }
  }

  function leaveOut(kind: Kind): void {
    missing = kind;
    const [what, other] = kind === 'audio' ? ['sound', 'picture'] : ['picture', 'sound'];
    env.log(`No ${what} came for ${PATIENCE / 1e6} s: the ${other} is recorded without it.`);
  }

  async function wait(take: Take): Promise<void> {
    env.retain(take.chunk.payload);
    held.add(take);
    const { dropped, ready } = lineUp.add(take);
    for (const oldest of dropped) letGo(oldest);
    if (dropped.length > 0) env.drop('queue-full', dropped.length);
    if (ready) await begin();
  }

  async function record(take: Take, onto: Tape): Promise<void> {
    if (take.kind === missing) {
      env.drop('late');
      return;
    }
    const other = take.kind === 'video' ? 'audio' : 'video';
    if (env.clock.paced && onto.lead(take) > PATIENCE) {
      onto.end(other);
      leaveOut(other);
    }
    await put(take, onto);
  }

  /** A chunk that does not fit completes the file and fails the node. */
  async function put(take: Take, onto: Tape): Promise<void> {
    const misfit = onto.misfit(take);
    if (misfit) {
      await finish();
      throw misfit;
    }
    if (take.kind === 'video' || !alignment) return onto.record(take);
    const fitted = alignment.fit(take.chunk);
    if (fitted) await onto.record({ kind: 'audio', chunk: fitted });
  }

  async function finish(): Promise<void> {
    if (!tape || finished) return;
    await tape.finish();
    finished = true;
  }

  return {
    process({ video, audio }) {
      const take: Take = video ? { kind: 'video', chunk: video } : { kind: 'audio', chunk: audio! };
      const now = env.clock.now();
      alignment?.seen(take, now);
      show(now);
      return tape ? record(take, tape) : wait(take);
    },

    async flush() {
      if (!tape) await begin();
      if (tape) await finish();
      else env.log('Nothing came, so nothing was recorded.');
    },

    /** A recording keeps the settings it was begun with. */
    update() {},

    async close() {
      for (const take of held) letGo(take);
      if (tape && !finished) await tape.discard();
    },
  };
});
