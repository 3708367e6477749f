import { assert } from '#base/assert.ts';

/** Samples that Web Audio hands over at once. */
export const QUANTUM = 128;

/** Words of the control block. Counts of quanta wrap at 2³², which is after 132 days at 48 kHz. */
const WRITTEN = 0;
const READ = 1;
const OVERRUNS = 2;
/** What `WRITTEN` must reach before the reader wants to be woken. */
const WANTED = 3;
const CLOSED = 4;
/** Words of a quantum's header. */
const HEADER = 4;

/**
 * Memory that one thread writes quanta of sound into and another reads them from, without a lock and
 * without waiting on the writer's side. Nothing but shared buffers, so that it can be posted.
 */
export interface SoundRing {
  readonly control: SharedArrayBuffer;
  readonly headers: SharedArrayBuffer;
  readonly samples: SharedArrayBuffer;
  /** Quanta that it holds, a power of two. */
  readonly slots: number;
  /** Channels that a quantum may have. */
  readonly channels: number;
}

/** A ring for `slots` quanta, a power of two, of up to so many channels. */
export function createSoundRing(slots: number, channels: number): SoundRing {
  assert((slots & (slots - 1)) === 0, `A ring has a power of two of slots, got ${slots}.`);
  return {
    control: new SharedArrayBuffer(8 * 4),
    headers: new SharedArrayBuffer(slots * HEADER * 4),
    samples: new SharedArrayBuffer(slots * channels * QUANTUM * 4),
    slots,
    channels,
  };
}

/** Where a quantum belongs. */
export interface QuantumPlace {
  /** How many quanta its source has made before it, lost ones included. */
  readonly index: number;
  readonly sampleRate: number;
  /** Rises when another source takes over, whose index begins anew. */
  readonly epoch: number;
}

/** The writing side, for an audio thread: never waits, and allocates nothing. */
export interface RingWriter {
  /** Copies a quantum of up to `channels` channels in. One that finds no room is lost, and counted. */
  push(channels: readonly Float32Array[], place: QuantumPlace): void;
}

/** There is one writer at a time. */
export function ringWriter(ring: SoundRing): RingWriter {
  const { control, headers, samples } = viewsOf(ring);
  return {
    push(channels, { index, sampleRate, epoch }) {
      const written = Atomics.load(control, WRITTEN);
      if (((written - Atomics.load(control, READ)) | 0) >= ring.slots) {
        Atomics.add(control, OVERRUNS, 1);
        return;
      }
      const slot = written & (ring.slots - 1);
      const count = Math.min(channels.length, ring.channels);
      headers[slot * HEADER] = index;
      headers[slot * HEADER + 1] = sampleRate;
      headers[slot * HEADER + 2] = epoch;
      headers[slot * HEADER + 3] = count;
      const start = slot * ring.channels * QUANTUM;
      for (let c = 0; c < count; c++) samples.set(channels[c]!, start + c * QUANTUM);
      const next = (written + 1) | 0;
      Atomics.store(control, WRITTEN, next);
      // Waking costs a call into the system: only once as much is there as is waited for.
      if (((next - Atomics.load(control, WANTED)) | 0) === 0) Atomics.notify(control, WRITTEN);
    },
  };
}

/** No more comes: whoever waits is woken. For any thread. */
export function closeRing(ring: SoundRing): void {
  const { control } = viewsOf(ring);
  Atomics.store(control, CLOSED, 1);
  Atomics.notify(control, WRITTEN);
}

/** What a ring has seen, in quanta: `written` = `read` + what waits; `overruns` found no room. */
export interface RingCounts {
  readonly written: number;
  readonly read: number;
  readonly overruns: number;
}

/** Quanta that follow each other, of one source, rate and number of channels. */
export interface RingRun {
  readonly place: QuantumPlace;
  readonly channels: number;
  readonly quanta: number;
}

/** The reading side. */
export interface RingReader {
  readonly counts: RingCounts;
  /**
   * Resolves once `quanta` wait or the ring is closed, without blocking the thread; with false if it is
   * closed and empty, or `signal` aborts.
   */
  wait(quanta: number, signal: AbortSignal): Promise<boolean>;
  /** The oldest that wait, up to `most`; undefined where none do. */
  peek(most: number): RingRun | undefined;
  /** Copies that run out, channel by channel, and makes room. */
  take(run: RingRun, to: readonly Float32Array[]): void;
}

/** `Atomics.waitAsync`, which this version of the language's library does not list. */
type WaitAsync = (
  array: Int32Array,
  index: number,
  value: number,
) => { readonly async: boolean; readonly value: Promise<string> | string };

/** True where a ring can be waited for without blocking. */
export function canWaitForRing(): boolean {
  return 'waitAsync' in Atomics && typeof SharedArrayBuffer === 'function';
}

/** There is one reader. */
export function ringReader(ring: SoundRing): RingReader {
  const { control, headers, samples } = viewsOf(ring);
  const { waitAsync } = Atomics as unknown as { readonly waitAsync: WaitAsync };
  const waiting = (): number => (Atomics.load(control, WRITTEN) - Atomics.load(control, READ)) | 0;
  const placeOf = (slot: number): QuantumPlace => ({
    index: headers[slot * HEADER]!,
    sampleRate: headers[slot * HEADER + 1]!,
    epoch: headers[slot * HEADER + 2]!,
  });

  return {
    get counts() {
      return {
        written: Atomics.load(control, WRITTEN) >>> 0,
        read: Atomics.load(control, READ) >>> 0,
        overruns: Atomics.load(control, OVERRUNS),
      };
    },

    async wait(quanta, signal) {
      const wake = (): void => void Atomics.notify(control, WRITTEN);
      signal.addEventListener('abort', wake);
      try {
        for (;;) {
          if (signal.aborted) return false;
          Atomics.store(control, WANTED, (Atomics.load(control, READ) + quanta) | 0);
          const seen = Atomics.load(control, WRITTEN);
          if (waiting() >= quanta) return true;
          if (Atomics.load(control, CLOSED) === 1) return waiting() > 0;
          const woken = waitAsync(control, WRITTEN, seen);
          if (woken.async) await woken.value;
        }
      } finally {
        signal.removeEventListener('abort', wake);
      }
    },

    peek(most) {
      const count = Math.min(most, waiting());
      if (count === 0) return undefined;
      const read = Atomics.load(control, READ);
      const first = read & (ring.slots - 1);
      const place = placeOf(first);
      const channels = headers[first * HEADER + 3]!;
      let quanta = 1;
      for (; quanta < count; quanta++) {
        const slot = (read + quanta) & (ring.slots - 1);
        const { index, sampleRate, epoch } = placeOf(slot);
        const isNext = index === ((place.index + quanta) | 0) && epoch === place.epoch;
        const isAlike = sampleRate === place.sampleRate && headers[slot * HEADER + 3] === channels;
        if (!isNext || !isAlike) break;
      }
      return { place, channels, quanta };
    },

    take({ channels, quanta }, to) {
      const read = Atomics.load(control, READ);
      for (let q = 0; q < quanta; q++) {
        const start = ((read + q) & (ring.slots - 1)) * ring.channels * QUANTUM;
        for (let c = 0; c < channels; c++) {
          const from = start + c * QUANTUM;
          to[c]!.set(samples.subarray(from, from + QUANTUM), q * QUANTUM);
        }
      }
      Atomics.store(control, READ, (read + quanta) | 0);
    },
  };
}

function viewsOf(ring: SoundRing) {
  const control = new Int32Array(ring.control);
  return {
    control,
    headers: new Int32Array(ring.headers),
    samples: new Float32Array(ring.samples),
  };
}
