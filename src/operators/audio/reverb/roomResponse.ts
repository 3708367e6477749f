import { exp, log } from '#base/exponential.ts';
import { power } from '#base/power.ts';
import { cos, sin } from '#base/trigonometry.ts';
import { biquadOf, createBiquadChain } from '#operators/audio/_shared/biquad.ts';

/** What a room is made of. */
export interface Room {
  /** Length in m; it is 0.8 times as wide and half as high. */
  readonly size: number;
  /** Seconds until it is 60 dB quieter. */
  readonly decay: number;
  /** How much shorter high frequencies ring, 0 to 1. */
  readonly damping: number;
  /** Seconds before the first echo. */
  readonly preDelay: number;
  readonly seed: number;
}

/** In m/s, at 20 °C. */
const SPEED = 343;
const SHAPE = [1, 0.8, 0.5] as const;
/** Where the source and the listener are, in parts of the room. */
const SOURCE = [0.31, 0.42, 0.5] as const;
const LISTENER = [0.67, 0.56, 0.41] as const;
/** From one ear to the next, in m. */
const EARS = 0.17;
/** Reflections on up to so many pairs of walls are computed one by one; what is later is noise. */
const ORDER = 2;
/** High frequencies begin here, in Hz. */
const HIGH = 2500;
/** The sharpness of both halves of a low pass of fourth order. */
const BUTTERWORTH = [0.5412, 1.3066] as const;
/** With all damping, high frequencies ring a tenth as long. */
const MOST_DAMPING = 0.9;
const SIXTY_DB = 3 * Math.LN10;

/**
 * What a listener hears of a clap after its direct sound, one response a channel; the power of the first
 * is 1. Early echoes are images of the source behind the walls (Allen and Berkley 1979, "Image method for
 * efficiently simulating small-room acoustics"). Later ones lie so close that noise of their power stands
 * for them: there are 4π(ct)³ / 3V of them until t, each as weak as it has come far.
 */
export function roomResponse(
  room: Room,
  sampleRate: number,
  channels: number,
): readonly Float32Array[] {
  const start = Math.round(room.preDelay * sampleRate);
  const length = start + Math.ceil(room.decay * sampleRate);
  const responses = Array.from({ length: channels }, (_, channel) => {
    const response = new Float32Array(length);
    const ear = (channel - (channels - 1) / 2) * EARS;
    addEchoes(response, start, room, ear, sampleRate);
    addNoise(response, start, room, channel, sampleRate);
    damp(response, start, room, sampleRate);
    return response;
  });
  const energy = responses[0]!.reduce((sum, sample) => sum + sample * sample, 0);
  const gain = energy > 0 ? 1 / Math.sqrt(energy) : 1;
  for (const response of responses) for (let i = 0; i < length; i++) response[i]! *= gain;
  return responses;
}

/** The ways of the direct sound, and the longest one that is computed by itself, in m. */
function waysOf({ size }: Room): { readonly direct: number; readonly longest: number } {
  const direct = Math.hypot(...SHAPE.map((side, d) => side * size * (LISTENER[d]! - SOURCE[d]!)));
  return { direct, longest: 2 * ORDER * size * SHAPE[2] };
}

/** How loud what came by a way is, beside the direct sound. */
function levelOf(way: number, direct: number, decay: number): number {
  return (direct / way) * exp((-SIXTY_DB * (way - direct)) / (SPEED * decay));
}

function addEchoes(
  response: Float32Array,
  start: number,
  room: Room,
  ear: number,
  sampleRate: number,
): void {
  const { direct, longest } = waysOf(room);
  for (const x of imagesAlong(0, room.size, ear)) {
    for (const y of imagesAlong(1, room.size, 0)) {
      for (const z of imagesAlong(2, room.size, 0)) {
        const way = Math.hypot(x.away, y.away, z.away);
        if (x.order + y.order + z.order === 0 || way > longest) continue;
        const place = start + Math.round(((way - direct) / SPEED) * sampleRate);
        if (place < start || place >= response.length) continue;
        // A wall turns pressure round as often as not in the long run; without it 0 Hz would pile up.
        const sign = (x.order + y.order + z.order) % 2 === 0 ? 1 : -1;
        response[place]! += sign * levelOf(way, direct, room.decay);
      }
    }
  }
}

/** How far from the listener the images of the source are along one side of the room. */
function imagesAlong(dimension: 0 | 1 | 2, size: number, ear: number) {
  const side = size * SHAPE[dimension];
  const at = side * LISTENER[dimension] + ear;
  return Array.from({ length: 4 * ORDER + 1 }, (_, i) => {
    const order = i - 2 * ORDER;
    const place = order % 2 === 0 ? SOURCE[dimension] : 1 - SOURCE[dimension];
    return { order: Math.abs(order), away: side * (order + place) - at };
  });
}

function addNoise(
  response: Float32Array,
  start: number,
  room: Room,
  channel: number,
  sampleRate: number,
): void {
  const { direct, longest } = waysOf(room);
  const volume = room.size * room.size * room.size * SHAPE[0] * SHAPE[1] * SHAPE[2];
  const level = direct * Math.sqrt((4 * Math.PI * SPEED) / (volume * sampleRate));
  const random = gaussian(room.seed * 16 + channel + 1);
  const first = Math.round(((longest - direct) / SPEED) * sampleRate);
  const keep = exp(-SIXTY_DB / (room.decay * sampleRate));
  let envelope = level * power(keep, first);
  for (let i = start + first; i < response.length; i++) {
    response[i]! += envelope * random();
    envelope *= keep;
  }
}

/** Lets what lies above `HIGH` die away sooner. */
function damp(response: Float32Array, start: number, room: Room, sampleRate: number): void {
  const shorter = room.decay * (1 - MOST_DAMPING * room.damping);
  const keep = exp((-SIXTY_DB / sampleRate) * (1 / shorter - 1 / room.decay));
  const filters = BUTTERWORTH.map((q) =>
    biquadOf('low-pass', { frequency: HIGH, gain: 0, q }, sampleRate),
  );
  const chain = createBiquadChain(filters);
  let left = 1;
  for (let i = start; i < response.length; i++) {
    const low = chain.next(response[i]!);
    response[i] = low + (response[i]! - low) * left;
    left *= keep;
  }
}

/** Normal numbers of variance 1 (Box and Muller 1958), from uniform ones by mulberry32. */
function gaussian(seed: number): () => number {
  let state = seed | 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) + 1) / 2 ** 32;
  };
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * log(uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * sin(angle);
    return radius * cos(angle);
  };
}
