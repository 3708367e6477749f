import type { KernelEnv } from '#contract/env.ts';
import type { AudioBlock, Frame, Payload, PortType } from '#stream/payload.ts';
import { BT601 } from '#testing/payloads.ts';

/** Payloads of a simulation: a plain number, a small grey frame, a stereo block of samples. */
export const SIM_KINDS = ['number', 'frame', 'audio'] as const;

/** One kind of payload. */
export type SimKind = (typeof SIM_KINDS)[number];

/** The port type that carries a kind. */
export const TYPE_OF_KIND: Readonly<Record<SimKind, PortType>> = {
  number: 'value/number',
  frame: 'video/raw',
  audio: 'audio/pcm',
};

/** Samples a second: one lasts whole microseconds, so that halved blocks begin where whole ones would. */
export const SIM_RATE = 62_500;
const WIDTH = 8;
const HEIGHT = 4;

/** What a payload says: one number, or the samples of a block. */
export type Said = number | readonly number[];

/** A new payload that says `said`, owned by the call as the env's pools have it. */
export function payloadOf(env: KernelEnv, kind: SimKind, said: Said): Payload {
  if (kind === 'number') return said as number;
  if (kind === 'frame') {
    const frame = env.frames.allocate('GRAY8', WIDTH, HEIGHT, BT601);
    paint(frame, said as number);
    return frame;
  }
  const samples = said as readonly number[];
  const block = env.audio.allocate(2, samples.length, SIM_RATE);
  play(block, samples);
  return block;
}

/** Reads a payload, whose every byte must fit: a torn or reused buffer is found here. */
export function read(payload: Payload): Said {
  if (typeof payload === 'number') return payload;
  if (payload.kind === 'frame') return readFrame(payload);
  if (payload.kind === 'audio') return readBlock(payload);
  throw new Error(`No simulated operator sends a payload of kind '${payload.kind}'.`);
}

/** One number for whatever is said. */
export function digest(said: Said): number {
  if (typeof said === 'number') return said;
  let hash = 7;
  for (const sample of said) hash = (Math.imul(hash, 31) + sample) | 0;
  return hash;
}

/** Writes a frame full, in place. */
export function paint(frame: Frame, said: number): void {
  const plane = frame.planes[0]!;
  for (let i = 0; i < 4; i++) plane[i] = (said >>> (8 * i)) & 255;
  for (let i = 4; i < plane.length; i++) plane[i] = (said + 7 * i) & 255;
}

function readFrame(frame: Frame): number {
  const plane = frame.planes[0]!;
  if (plane.length !== WIDTH * HEIGHT) {
    throw new Error(`A frame has ${plane.length} bytes instead of ${WIDTH * HEIGHT}.`);
  }
  const said = plane[0]! | (plane[1]! << 8) | (plane[2]! << 16) | (plane[3]! << 24);
  for (let i = 4; i < plane.length; i++) {
    if (plane[i] !== ((said + 7 * i) & 255)) {
      throw new Error(`Byte ${i} of a frame is ${plane[i]}, which is not part of ${said}.`);
    }
  }
  return said;
}

/** The second channel mirrors the first. */
function play(block: AudioBlock, samples: readonly number[]): void {
  const [left, right] = block.channels;
  samples.forEach((sample, i) => {
    left![i] = sample;
    right![i] = -sample;
  });
}

function readBlock(block: AudioBlock): readonly number[] {
  const [left, right] = block.channels;
  const samples = [...left!];
  if (left!.length === 0) throw new Error('A block has no samples.');
  samples.forEach((sample, i) => {
    if (right![i] !== -sample) {
      throw new Error(`Sample ${i} of a block is ${sample} and ${right![i]}.`);
    }
  });
  return samples;
}
